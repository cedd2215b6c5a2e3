using Nomen.Dns.Errors;
using Nomen.Dns.Tsig;

namespace Nomen.Cli.Arguments;

/// <summary>Reads the keys of <c>-y</c> and <c>-k</c>. No message holds what may be a secret.</summary>
internal static class KeyArguments
{
    private const string Hidden = "(key)";

    /// <summary>Reads <c>[algorithm:]name:secret</c>.</summary>
    /// <exception cref="UsageException">It is no key.</exception>
    public static TsigKey Parse(string text)
    {
        try
        {
            return TsigKey.Parse(text);
        }
        catch (DnsTextException exception)
        {
            throw new UsageException($"option '-y' takes [ALGORITHM:]NAME:SECRET: expected {exception.Expected}");
        }
    }

    /// <summary>Reads a file of <c>tsig-keygen</c>.</summary>
    /// <exception cref="UsageException">The file cannot be read, or holds no key.</exception>
    public static TsigKey Load(string path)
    {
        try
        {
            return TsigKey.Load(path);
        }
        catch (DnsTextException exception)
        {
            throw new UsageException($"key file '{path}', line {exception.Line}: expected {exception.Expected}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"key file '{path}': {exception.Message}");
        }
    }

    /// <summary>The words as typed, for showing, but for the key of <c>-y</c>.</summary>
    public static string WithoutSecrets(IEnumerable<string> words)
    {
        List<string> shown = [];
        bool isKey = false;
        foreach (string word in words)
        {
            shown.Add(isKey ? Hidden : word.StartsWith("-y", StringComparison.Ordinal) && word.Length > 2 ? "-y" + Hidden : word);
            isKey = word == "-y";
        }

        return string.Join(' ', shown);
    }
}
