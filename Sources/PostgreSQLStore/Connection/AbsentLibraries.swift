#if Network && $Embedded
    // What Debian's static libpq wants of two libraries that have no static form: Kerberos (GSSAPI), and LDAP for service files.
    // All of it fails, which libpq reports as it does any failure of theirs. The parameters are left out: nothing reads them.

    /// GSS_S_FAILURE, RFC 2744 §3.9.1
    private let failure: CUnsignedInt = 13 << 16

    /// A constant of the library's, which only its own functions read.
    @_cdecl("GSS_C_NT_HOSTBASED_SERVICE")
    func hostBasedServiceName() {}

    @_cdecl("gss_acquire_cred")
    func gssAcquireCred() -> CUnsignedInt { failure }

    @_cdecl("gss_delete_sec_context")
    func gssDeleteSecContext() -> CUnsignedInt { failure }

    @_cdecl("gss_display_status")
    func gssDisplayStatus() -> CUnsignedInt { failure }

    @_cdecl("gss_import_name")
    func gssImportName() -> CUnsignedInt { failure }

    @_cdecl("gss_init_sec_context")
    func gssInitSecContext() -> CUnsignedInt { failure }

    @_cdecl("gss_release_buffer")
    func gssReleaseBuffer() -> CUnsignedInt { failure }

    @_cdecl("gss_release_cred")
    func gssReleaseCred() -> CUnsignedInt { failure }

    @_cdecl("gss_release_name")
    func gssReleaseName() -> CUnsignedInt { failure }

    @_cdecl("gss_unwrap")
    func gssUnwrap() -> CUnsignedInt { failure }

    @_cdecl("gss_wrap")
    func gssWrap() -> CUnsignedInt { failure }

    @_cdecl("gss_wrap_size_limit")
    func gssWrapSizeLimit() -> CUnsignedInt { failure }

    private let ldapFailure: CInt = -1

    @_cdecl("ldap_count_entries")
    func ldapCountEntries() -> CInt { ldapFailure }

    @_cdecl("ldap_result")
    func ldapResult() -> CInt { ldapFailure }

    @_cdecl("ldap_search_st")
    func ldapSearchSt() -> CInt { ldapFailure }

    @_cdecl("ldap_set_option")
    func ldapSetOption() -> CInt { ldapFailure }

    @_cdecl("ldap_simple_bind")
    func ldapSimpleBind() -> CInt { ldapFailure }

    @_cdecl("ldap_unbind")
    func ldapUnbind() -> CInt { ldapFailure }

    @_cdecl("ldap_msgfree")
    func ldapMsgfree() -> CInt { ldapFailure }

    @_cdecl("ldap_value_free_len")
    func ldapValueFreeLen() -> CInt { ldapFailure }

    @_cdecl("ldap_init")
    func ldapInit() -> UnsafeMutableRawPointer? { nil }

    @_cdecl("ldap_first_entry")
    func ldapFirstEntry() -> UnsafeMutableRawPointer? { nil }

    @_cdecl("ldap_get_values_len")
    func ldapGetValuesLen() -> UnsafeMutableRawPointer? { nil }

    @_cdecl("ldap_err2string")
    func ldapErr2string() -> UnsafeMutableRawPointer? { nil }
#endif
