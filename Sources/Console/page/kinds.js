import { session } from "./session.js";

/** Whether the caller has one of the roles. */
export function has(caller, ...roles) {
  return roles.some((role) => caller.roles.includes(role));
}

export const workOrder = {
  view: "work-orders",
  name: "work order",
  path: (id) => `api/work-orders/${encodeURIComponent(id)}`,
  fields: () => session.client ? { "X-Client-Context": session.client } : {},
  record: (body) => body.data,
  title: (record) => String(record.job_no ?? `Work order ${record.id}`),
  subtitle: (record) => record.description,
  cancel: (id, reason) => ({
    method: "PATCH",
    path: `${workOrder.path(id)}/status`,
    body: JSON.stringify({ status: "cancelled", reason }),
  }),
  cancelled: "cancelled",
  final: ["cancelled"],
  mayCancel: (caller, record) =>
    has(caller, "admin") ||
    (has(caller, "client_admin") && caller.clientID === String(record.client_id)) ||
    (has(caller, "client") && caller.email !== "" &&
      caller.email === String(record.authorized_email ?? "").toLowerCase()),
  whyNot: (caller) =>
    has(caller, "staff")
      ? "Staff users cannot cancel work orders. Contact an administrator."
      : "Your role cannot cancel this work order.",
  warning: "Cancelling is permanent: a cancelled work order cannot be reactivated.",
  done: "Work order cancelled successfully",
  failed: "Failed to cancel work order",
};

export const cleaningJob = {
  ...job("cleaning-jobs", "cleaning job", "api/jobs"),
  title: (record) => String(record.title ?? `Cleaning job ${record.id}`),
  subtitle: () => null,
  cancelled: "canceled",
  final: ["canceled"],
  mayCancel: (caller) => has(caller, "admin", "super_admin"),
  whyNot: () => "Only the roles admin and super_admin can cancel cleaning jobs.",
  done: "Job canceled successfully",
};

export const dispatchJob = {
  ...job("dispatch-jobs", "dispatch job", "jobs"),
  title: (record) => String(record.jobNumber ?? `Dispatch job ${record.id}`),
  subtitle: (record) => record.customer?.name,
  cancelled: "Cancelled",
  final: ["Cancelled", "Completed"],
  mayCancel: (caller) => has(caller, "dispatcher", "admin"),
  whyNot: () => "Only the roles Dispatcher and Admin can cancel dispatch jobs.",
  done: "Job cancelled successfully",
};

function job(view, name, folder) {
  const path = (id) => `${folder}/${encodeURIComponent(id)}`;
  return {
    view,
    name,
    path,
    fields: () => ({}),
    record: (body) => body,
    cancel: (id, reason) => ({ method: "POST", path: `${path(id)}/cancel`, body: JSON.stringify({ reason }) }),
    warning: "This cannot be taken back.",
    failed: "Failed to cancel the job",
  };
}
