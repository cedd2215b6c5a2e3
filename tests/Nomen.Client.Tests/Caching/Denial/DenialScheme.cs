namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>How a zone proves what it does not have.</summary>
public enum DenialScheme
{
    Nsec,
    Nsec3,
    Nsec3OptOut,
}
