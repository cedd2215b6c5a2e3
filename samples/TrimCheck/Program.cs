// Published trimmed, with warnings as errors, to prove that the libraries need no reflection.
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

DomainName name = DomainName.Parse(args is [string first, ..] ? first : "www.example.com");
DnsRequest request = DnsRequest.Query(name, DnsType.AAAA);
Console.WriteLine($"{request}, of {name.LabelCount} labels");
