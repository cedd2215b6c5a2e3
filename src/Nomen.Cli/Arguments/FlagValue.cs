namespace Nomen.Cli.Arguments;

/// <summary>Whether a flag takes a value.</summary>
internal enum FlagValue
{
    /// <summary>Never.</summary>
    None,

    /// <summary>May: <c>+edns</c>, <c>+edns=0</c>.</summary>
    Optional,

    /// <summary>Must: <c>+bufsize=1232</c>.</summary>
    Required,
}
