namespace Nomen.Cli.Arguments;

/// <summary>Which outcomes, besides "no answer", give an exit code of their own (<c>--fail</c>, <c>--fail=nodata,nxdomain</c>).</summary>
[Flags]
internal enum FailSelection
{
    None = 0,
    NoData = 1,
    NxDomain = 2,
    ServFail = 4,
    Refused = 8,
    Partial = 16,
    All = NoData | NxDomain | ServFail | Refused | Partial,
}
