namespace Nomen.Dns.Registries;

/// <summary>Names of IP protocols and of services on their ports, as WKS text has them (RFC 1035 section 3.4.2, RFC 1700). Built in, so that no system file decides.</summary>
internal static class ServiceNames
{
    public static readonly MnemonicTable Protocols = new(
        ("icmp", 1), ("igmp", 2), ("ggp", 3), ("ipencap", 4), ("st", 5), ("tcp", 6), ("cbt", 7), ("egp", 8), ("igp", 9), ("pup", 12), ("udp", 17),
        ("hmp", 20), ("xns-idp", 22), ("rdp", 27), ("iso-tp4", 29), ("dccp", 33), ("xtp", 36), ("ddp", 37), ("idpr-cmtp", 38), ("ipv6", 41),
        ("ipv6-route", 43), ("ipv6-frag", 44), ("idrp", 45), ("rsvp", 46), ("gre", 47), ("esp", 50), ("ah", 51), ("skip", 57), ("ipv6-icmp", 58),
        ("ipv6-nonxt", 59), ("ipv6-opts", 60), ("rspf", 73), ("vmtp", 81), ("eigrp", 88), ("ospf", 89), ("ax.25", 93), ("ipip", 94),
        ("etherip", 97), ("encap", 98), ("pim", 103), ("ipcomp", 108), ("vrrp", 112), ("l2tp", 115), ("isis", 124), ("sctp", 132), ("fc", 133));

    public static readonly MnemonicTable Ports = new(
        ("tcpmux", 1), ("rje", 5), ("echo", 7), ("discard", 9), ("systat", 11), ("users", 11), ("daytime", 13), ("netstat", 15), ("qotd", 17), ("quote", 17),
        ("msp", 18), ("chargen", 19), ("ttytst", 19), ("ftp-data", 20), ("ftp", 21), ("ssh", 22), ("telnet", 23), ("smtp", 25), ("mail", 25), ("nsw-fe", 27),
        ("msg-icp", 29), ("msg-auth", 31), ("dsp", 33), ("time", 37), ("timserver", 37), ("rlp", 39), ("graphics", 41), ("nameserver", 42), ("name", 42),
        ("nicname", 43), ("whois", 43), ("mpm-flags", 44), ("mpm", 45), ("mpm-snd", 46), ("login", 513), ("tacacs", 49), ("re-mail-ck", 50), ("la-maint", 51),
        ("domain", 53), ("isi-gl", 55), ("whois++", 63), ("tacacs-ds", 65), ("bootps", 67), ("bootpc", 68), ("tftp", 69), ("gopher", 70), ("netrjs-1", 71),
        ("netrjs-2", 72), ("netrjs-3", 73), ("netrjs-4", 74), ("finger", 79), ("http", 80), ("www", 80), ("www-http", 80), ("hosts2-ns", 81), ("xfer", 82),
        ("link", 87), ("ttylink", 87), ("kerberos", 88), ("su-mit-tg", 89), ("dnsix", 90), ("mit-dov", 91), ("npp", 92), ("dcp", 93), ("supdup", 95),
        ("swift-rvf", 97), ("tacnews", 98), ("metagram", 99), ("hostname", 101), ("hostnames", 101), ("iso-tsap", 102), ("x400", 103), ("x400-snd", 104),
        ("csnet-ns", 105), ("rtelnet", 107), ("pop2", 109), ("pop-2", 109), ("pop3", 110), ("pop-3", 110), ("sunrpc", 111), ("portmapper", 111), ("auth", 113),
        ("ident", 113), ("sftp", 115), ("uucp-path", 117), ("nntp", 119), ("cfdptkt", 120), ("ntp", 123), ("pwdgen", 129), ("loc-srv", 135), ("epmap", 135),
        ("profile", 136), ("netbios-ns", 137), ("netbios-dgm", 138), ("netbios-ssn", 139), ("emfis-data", 140), ("bl-idm", 142), ("imap", 143), ("imap2", 143),
        ("news", 144), ("iso-ip", 147), ("sql-net", 150), ("bftp", 152), ("sgmp", 153), ("sqlsrv", 156), ("pcmail-srv", 158), ("sgmp-traps", 160), ("snmp", 161),
        ("snmp-trap", 162), ("snmptrap", 162), ("cmip-man", 163), ("cmip-agent", 164), ("s-net", 166), ("namp", 167), ("rsvd", 168), ("send", 169), ("mailq", 174),
        ("xdmcp", 177), ("nextstep", 178), ("bgp", 179), ("remote-kis", 185), ("prospero", 191), ("irc", 194), ("smux", 199), ("at-rtmp", 201), ("at-nbp", 202),
        ("at-echo", 204), ("at-zis", 206), ("qmtp", 209), ("z3950", 210), ("ipx", 213), ("imap3", 220), ("pawserv", 345), ("zserv", 346), ("rpc2portmap", 369),
        ("codaauth2", 370), ("clearcase", 371), ("ulistserv", 372), ("ldap", 389), ("imsp", 406), ("svrloc", 427), ("https", 443), ("snpp", 444),
        ("microsoft-ds", 445), ("kpasswd", 464), ("saft", 487), ("isakmp", 500), ("rtsp", 554), ("exec", 512), ("biff", 512), ("comsat", 512), ("who", 513),
        ("whod", 513), ("shell", 514), ("cmd", 514), ("syslog", 514), ("printer", 515), ("spooler", 515), ("talk", 517), ("ntalk", 518), ("route", 520),
        ("router", 520), ("timed", 525), ("tempo", 526), ("courier", 530), ("rpc", 530), ("conference", 531), ("netnews", 532), ("netwall", 533), ("uucp", 540),
        ("uucpd", 540), ("klogin", 543), ("kshell", 544), ("afpovertcp", 548), ("remotefs", 556), ("nntps", 563), ("submission", 587), ("ldaps", 636),
        ("tinc", 655), ("silc", 706), ("kerberos-adm", 749), ("domain-s", 853), ("rsync", 873), ("ftps-data", 989), ("ftps", 990), ("telnets", 992),
        ("imaps", 993), ("ircs", 994), ("pop3s", 995));
}
