namespace Nomen.Interop.Tests.Servers;

/// <summary>What the servers of the lab share in secret, as servers behind one address do.</summary>
internal static class LabSecret
{
    /// <summary>The 16 octets that make server cookies (RFC 9018 section 4), in hex.</summary>
    public const string Cookie = "000102030405060708090a0b0c0d0e0f";
}
