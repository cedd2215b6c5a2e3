namespace Nomen.Interop.Tests.Servers;

/// <summary>A TSIG key that the servers of the lab know (RFC 8945).</summary>
/// <param name="Name">Its name, with the dot at the end.</param>
/// <param name="Algorithm">The algorithm, as the servers' configurations write it.</param>
/// <param name="Secret">The secret in base64.</param>
internal sealed record LabKey(string Name, string Algorithm, string Secret)
{
    /// <summary>Algorithm, name and secret, as <c>dig -y</c> and <c>kdig -y</c> take them.</summary>
    public string Argument => $"{Algorithm}:{Name}:{Secret}";
}
