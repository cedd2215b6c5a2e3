namespace Nomen.Dns.Registries;

/// <summary>Type of a resource record or a question (IANA "Resource Record (RR) TYPEs"). Any 16-bit value is legal.</summary>
public enum DnsType : ushort
{
    /// <summary>A, RFC 1035 (std).</summary>
    A = 1,

    /// <summary>NS, RFC 1035 (std).</summary>
    NS = 2,

    /// <summary>MD, RFC 1035 (obsolete).</summary>
    MD = 3,

    /// <summary>MF, RFC 1035 (obsolete).</summary>
    MF = 4,

    /// <summary>CNAME, RFC 1035 (std).</summary>
    CNAME = 5,

    /// <summary>SOA, RFC 1035, RFC 2308 (std).</summary>
    SOA = 6,

    /// <summary>MB, RFC 1035 (experimental).</summary>
    MB = 7,

    /// <summary>MG, RFC 1035 (experimental).</summary>
    MG = 8,

    /// <summary>MR, RFC 1035 (experimental).</summary>
    MR = 9,

    /// <summary>NULL, RFC 1035 (experimental).</summary>
    NULL = 10,

    /// <summary>WKS, RFC 1035 (historic).</summary>
    WKS = 11,

    /// <summary>PTR, RFC 1035 (std).</summary>
    PTR = 12,

    /// <summary>HINFO, RFC 1035, RFC 8482 (std).</summary>
    HINFO = 13,

    /// <summary>MINFO, RFC 1035 (experimental).</summary>
    MINFO = 14,

    /// <summary>MX, RFC 1035, RFC 7505 (std).</summary>
    MX = 15,

    /// <summary>TXT, RFC 1035 (std).</summary>
    TXT = 16,

    /// <summary>RP, RFC 1183 (std).</summary>
    RP = 17,

    /// <summary>AFSDB, RFC 1183, RFC 5864 (std).</summary>
    AFSDB = 18,

    /// <summary>X25, RFC 1183 (experimental).</summary>
    X25 = 19,

    /// <summary>ISDN, RFC 1183 (experimental).</summary>
    ISDN = 20,

    /// <summary>RT, RFC 1183 (experimental).</summary>
    RT = 21,

    /// <summary>NSAP, RFC 1706 (historic).</summary>
    NSAP = 22,

    /// <summary>NSAP-PTR, RFC 1348 (historic).</summary>
    NSAPPTR = 23,

    /// <summary>SIG, RFC 2535, RFC 2931 (SIG(0) only).</summary>
    SIG = 24,

    /// <summary>KEY, RFC 2535, RFC 3445 (SIG(0), TKEY).</summary>
    KEY = 25,

    /// <summary>PX, RFC 2163 (std).</summary>
    PX = 26,

    /// <summary>GPOS, RFC 1712 (historic).</summary>
    GPOS = 27,

    /// <summary>AAAA, RFC 3596 (std).</summary>
    AAAA = 28,

    /// <summary>LOC, RFC 1876 (experimental).</summary>
    LOC = 29,

    /// <summary>NXT, RFC 2535, RFC 3755 (obsolete).</summary>
    NXT = 30,

    /// <summary>EID, draft (Nimrod) (rare).</summary>
    EID = 31,

    /// <summary>NIMLOC, draft (Nimrod) (rare).</summary>
    NIMLOC = 32,

    /// <summary>SRV, RFC 2782 (std).</summary>
    SRV = 33,

    /// <summary>ATMA, ATM forum (rare).</summary>
    ATMA = 34,

    /// <summary>NAPTR, RFC 3403 (std).</summary>
    NAPTR = 35,

    /// <summary>KX, RFC 2230 (std).</summary>
    KX = 36,

    /// <summary>CERT, RFC 4398 (std).</summary>
    CERT = 37,

    /// <summary>A6, RFC 2874, RFC 6563 (historic).</summary>
    A6 = 38,

    /// <summary>DNAME, RFC 6672 (std).</summary>
    DNAME = 39,

    /// <summary>SINK, draft (rare).</summary>
    SINK = 40,

    /// <summary>OPT, RFC 6891 (meta).</summary>
    OPT = 41,

    /// <summary>APL, RFC 3123 (experimental).</summary>
    APL = 42,

    /// <summary>DS, RFC 4034, RFC 4509, RFC 6605 (std).</summary>
    DS = 43,

    /// <summary>SSHFP, RFC 4255, RFC 6594, RFC 7479 (std).</summary>
    SSHFP = 44,

    /// <summary>IPSECKEY, RFC 4025 (std).</summary>
    IPSECKEY = 45,

    /// <summary>RRSIG, RFC 4034 (std).</summary>
    RRSIG = 46,

    /// <summary>NSEC, RFC 4034 (std).</summary>
    NSEC = 47,

    /// <summary>DNSKEY, RFC 4034 (std).</summary>
    DNSKEY = 48,

    /// <summary>DHCID, RFC 4701 (std).</summary>
    DHCID = 49,

    /// <summary>NSEC3, RFC 5155, RFC 9276 (std).</summary>
    NSEC3 = 50,

    /// <summary>NSEC3PARAM, RFC 5155 (std).</summary>
    NSEC3PARAM = 51,

    /// <summary>TLSA, RFC 6698 (std).</summary>
    TLSA = 52,

    /// <summary>SMIMEA, RFC 8162 (experimental).</summary>
    SMIMEA = 53,

    /// <summary>HIP, RFC 8005 (std).</summary>
    HIP = 55,

    /// <summary>NINFO, draft (rare).</summary>
    NINFO = 56,

    /// <summary>RKEY, draft (rare).</summary>
    RKEY = 57,

    /// <summary>TALINK, draft (rare).</summary>
    TALINK = 58,

    /// <summary>CDS, RFC 7344, RFC 8078 (std).</summary>
    CDS = 59,

    /// <summary>CDNSKEY, RFC 7344, RFC 8078 (std).</summary>
    CDNSKEY = 60,

    /// <summary>OPENPGPKEY, RFC 7929 (experimental).</summary>
    OPENPGPKEY = 61,

    /// <summary>CSYNC, RFC 7477 (std).</summary>
    CSYNC = 62,

    /// <summary>ZONEMD, RFC 8976 (std).</summary>
    ZONEMD = 63,

    /// <summary>SVCB, RFC 9460, RFC 9461, RFC 9540 (std).</summary>
    SVCB = 64,

    /// <summary>HTTPS, RFC 9460 (std).</summary>
    HTTPS = 65,

    /// <summary>DSYNC, RFC 9859 (std).</summary>
    DSYNC = 66,

    /// <summary>HHIT, RFC 9886 (std).</summary>
    HHIT = 67,

    /// <summary>BRID, RFC 9886 (std).</summary>
    BRID = 68,

    /// <summary>SPF, RFC 7208 (obsolete).</summary>
    SPF = 99,

    /// <summary>UINFO, IANA reserved (rare).</summary>
    UINFO = 100,

    /// <summary>UID, IANA reserved (rare).</summary>
    UID = 101,

    /// <summary>GID, IANA reserved (rare).</summary>
    GID = 102,

    /// <summary>UNSPEC, IANA reserved (rare).</summary>
    UNSPEC = 103,

    /// <summary>NID, RFC 6742 (experimental).</summary>
    NID = 104,

    /// <summary>L32, RFC 6742 (experimental).</summary>
    L32 = 105,

    /// <summary>L64, RFC 6742 (experimental).</summary>
    L64 = 106,

    /// <summary>LP, RFC 6742 (experimental).</summary>
    LP = 107,

    /// <summary>EUI48, RFC 7043 (info).</summary>
    EUI48 = 108,

    /// <summary>EUI64, RFC 7043 (info).</summary>
    EUI64 = 109,

    /// <summary>NXNAME, RFC 9824 (meta).</summary>
    NXNAME = 128,

    /// <summary>TKEY, RFC 2930 (meta).</summary>
    TKEY = 249,

    /// <summary>TSIG, RFC 8945 (meta).</summary>
    TSIG = 250,

    /// <summary>IXFR, RFC 1995 (qtype).</summary>
    IXFR = 251,

    /// <summary>AXFR, RFC 1035, RFC 5936 (qtype).</summary>
    AXFR = 252,

    /// <summary>MAILB, RFC 1035 (qtype).</summary>
    MAILB = 253,

    /// <summary>MAILA, RFC 1035 (qtype, obsolete).</summary>
    MAILA = 254,

    /// <summary>ANY, RFC 1035, RFC 8482 (qtype).</summary>
    ANY = 255,

    /// <summary>URI, RFC 7553 (info).</summary>
    URI = 256,

    /// <summary>CAA, RFC 8659 (std).</summary>
    CAA = 257,

    /// <summary>AVC, vendor (Cisco) (rare).</summary>
    AVC = 258,

    /// <summary>DOA, draft (rare).</summary>
    DOA = 259,

    /// <summary>AMTRELAY, RFC 8777 (std).</summary>
    AMTRELAY = 260,

    /// <summary>RESINFO, RFC 9606 (info).</summary>
    RESINFO = 261,

    /// <summary>WALLET, IANA template (rare).</summary>
    WALLET = 262,

    /// <summary>CLA, draft (BP convergence layer) (rare).</summary>
    CLA = 263,

    /// <summary>IPN, draft (BP node number) (rare).</summary>
    IPN = 264,

    /// <summary>TA, draft (historic).</summary>
    TA = 32768,

    /// <summary>DLV, RFC 4431, RFC 8749 (obsolete).</summary>
    DLV = 32769,
}
