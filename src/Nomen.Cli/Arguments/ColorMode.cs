namespace Nomen.Cli.Arguments;

/// <summary>When colours are used (<c>--color</c>).</summary>
internal enum ColorMode
{
    /// <summary>On a terminal, unless NO_COLOR or TERM=dumb says no; CLICOLOR_FORCE says yes.</summary>
    Auto,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
