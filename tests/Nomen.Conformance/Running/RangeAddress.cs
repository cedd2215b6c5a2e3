using System.Globalization;
using System.Net;

namespace Nomen.Conformance.Running;

/// <summary>An address of a range: <c>ip</c> or <c>ip@port</c>.</summary>
internal static class RangeAddress
{
    /// <summary>Whether a destination is the one meant.</summary>
    public static bool Covers(string address, IPEndPoint destination)
    {
        string[] parts = address.Split('@');
        return IPAddress.TryParse(parts[0], out IPAddress? ip)
            && ip.Equals(destination.Address)
            && (parts.Length < 2 || parts[1] == destination.Port.ToString(CultureInfo.InvariantCulture));
    }
}
