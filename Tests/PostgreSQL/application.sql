-- The tables of a property manager, as Sequelize makes them, with the columns of contract 3.
CREATE TABLE users (id integer PRIMARY KEY, full_name varchar(255) NOT NULL, email varchar(255));
INSERT INTO users VALUES (0, 'Not in this table', NULL), (45, 'Jane Manager', 'jane@visionwest.org.nz');
CREATE TYPE enum_work_orders_status AS ENUM ('pending', 'in-progress', 'completed', 'cancelled');
CREATE TABLE work_orders (
    id serial PRIMARY KEY, job_no varchar(255) NOT NULL UNIQUE, status enum_work_orders_status NOT NULL DEFAULT 'pending',
    work_order_type varchar(255), supplier_name varchar(255), property_name varchar(255), property_address varchar(255),
    description text, is_urgent boolean DEFAULT false, authorized_by varchar(255), authorized_email varchar(255),
    client_id integer NOT NULL, created_by integer, "createdAt" timestamptz NOT NULL, "updatedAt" timestamptz NOT NULL);
CREATE TABLE work_order_notes (
    id serial PRIMARY KEY, work_order_id integer NOT NULL REFERENCES work_orders (id) ON DELETE CASCADE, note text NOT NULL,
    created_by integer NOT NULL REFERENCES users (id), client_id integer,
    "createdAt" timestamptz NOT NULL, "updatedAt" timestamptz NOT NULL);
