using Nomen.Cli.Arguments;

namespace Nomen.Cli.Formats;

/// <summary>Colours by meaning. A word always stands beside a colour: nothing is told by colour alone.</summary>
internal sealed class Palette(bool enabled)
{
    public string Name(string text) => Paint(text, "36");

    public string Type(string text) => Paint(text, "1");

    public string Dim(string text) => Paint(text, "2");

    public string Good(string text) => Paint(text, "32");

    public string Warning(string text) => Paint(text, "33");

    public string Bad(string text) => Paint(text, "31");

    public string ExtendedError(string text) => Paint(text, "35");

    /// <summary>Whether to colour: the option, then NO_COLOR, CLICOLOR_FORCE and TERM=dumb, then whether it is a terminal.</summary>
    public static Palette For(ColorMode mode, bool isTerminal, Func<string, string?> environment)
    {
        bool enabled = mode switch
        {
            ColorMode.Always => true,
            ColorMode.Never => false,
            _ when !string.IsNullOrEmpty(environment("NO_COLOR")) => false,
            _ when environment("CLICOLOR_FORCE") is { Length: > 0 } force && force != "0" => true,
            _ => isTerminal && environment("TERM") != "dumb",
        };
        return new Palette(enabled);
    }

    private string Paint(string text, string code) => enabled ? $"\e[{code}m{text}\e[0m" : text;
}
