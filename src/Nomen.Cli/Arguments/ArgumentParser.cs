using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nomen.Cli.Servers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Arguments;

/// <summary>
/// Reads dig's grammar, without regard to order: <c>@server</c>, <c>+flag</c>, <c>-x</c>, and words that are a type, a class or a name.
/// Types that stand together apply to all names (cross product); where names and types alternate, each name takes the types behind it, as in dig.
/// </summary>
internal sealed class ArgumentParser
{
    private const string IxfrWord = "IXFR=";

    private readonly Queue<string> _words;
    private readonly List<(DomainName Name, List<DnsType> Types, bool IsReverse)> _names = [];
    private readonly List<DnsType> _leadingTypes = [];
    private DnsClass _class = DnsClass.IN;
    private QueryArguments _result;

    private ArgumentParser(IEnumerable<string> words, QueryArguments start)
    {
        _words = new Queue<string>(words);
        _result = start with { CommandLine = KeyArguments.WithoutSecrets(_words) };
    }

    /// <summary>Reads a command line.</summary>
    /// <param name="words">The words, without the command's name.</param>
    /// <param name="start">What holds where the words are silent: for a line of a batch file, the command line's own arguments.</param>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static QueryArguments Parse(IEnumerable<string> words, QueryArguments? start = null) => new ArgumentParser(words, start ?? new QueryArguments()).Run();

    private QueryArguments Run()
    {
        while (_words.TryDequeue(out string? word))
        {
            Read(word);
        }

        return _result with { Questions = _result.Questions.AddRange(Questions()) };
    }

    private void Read(string word)
    {
        switch (word)
        {
            case ['@', .. string server]:
                _result = _result with { Servers = _result.Servers.Add(ServerWord.Parse(server)) };
                break;
            case ['+', .. string flag]:
                _result = FlagTable.Apply(_result, flag, "+");
                break;
            case ['-', '-', .. string option]:
                _result = LongOptions.Apply(_result, option, _words);
                break;
            case ['-', char letter, .. string rest]:
                ReadOption(letter, rest.Length > 0 ? rest : null);
                break;
            default:
                ReadWord(word);
                break;
        }
    }

    private void ReadOption(char letter, string? attached)
    {
        switch (letter)
        {
            case '4' or '6' when attached is null:
                _result = _result with { Family = letter == '4' ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6 };
                break;
            case 'r' or 'm' or 'u' when attached is null:
                // dig's switches for its own start file, memory and clock: nothing to switch here.
                break;
            case 'b':
                _result = _result with { Bind = ReadBind(Value(letter, attached)) };
                break;
            case 'c':
                string name = Value(letter, attached);
                _class = DnsTypeText.TryParse(name, out DnsClass parsed) ? parsed : throw new UsageException($"option '-c': '{name}' is no class (IN, CH, HS, ANY, CLASS4 ...)");
                break;
            case 'f':
                _result = _result with { BatchFile = Value(letter, attached) };
                break;
            case 'k':
                _result = _result with { Key = KeyArguments.Load(Value(letter, attached)) };
                break;
            case 'y':
                _result = _result with { Key = KeyArguments.Parse(Value(letter, attached)) };
                break;
            case 'p':
                string port = Value(letter, attached);
                _result = _result with { Port = ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number != 0 ? number : throw new UsageException($"option '-p' takes a port from 1 to 65535, not '{port}'") };
                break;
            case 'q':
                AddName(Value(letter, attached));
                break;
            case 't':
                AddType(ReadType(Value(letter, attached)));
                break;
            case 'x':
                AddReverse(Value(letter, attached));
                break;
            default:
                throw new UsageException($"unknown option '-{letter}'; 'nomen --help' lists them");
        }
    }

    private string Value(char letter, string? attached) =>
        attached ?? (_words.TryDequeue(out string? next) ? next : throw new UsageException($"option '-{letter}' needs a value"));

    private void ReadWord(string word)
    {
        if (word.StartsWith("type:", StringComparison.OrdinalIgnoreCase))
        {
            AddType(ReadType(word[5..]));
        }
        else if (word.StartsWith(IxfrWord, StringComparison.OrdinalIgnoreCase))
        {
            AddType(ReadType(word));
        }
        else if (word.StartsWith("name:", StringComparison.OrdinalIgnoreCase))
        {
            AddName(word[5..]);
        }
        else if (DnsTypeText.TryParse(word, out DnsType type))
        {
            AddType(type);
        }
        else if (DnsTypeText.TryParse(word, out DnsClass @class))
        {
            _class = @class;
        }
        else if (IPAddress.TryParse(word, out _) && word.AsSpan().IndexOfAny('.', ':') >= 0)
        {
            AddReverse(word);
        }
        else
        {
            AddName(word);
        }
    }

    private void AddType(DnsType type)
    {
        if (_names.Count == 0)
        {
            _leadingTypes.Add(type);
        }
        else
        {
            _names[^1].Types.Add(type);
        }
    }

    private void AddName(string text)
    {
        try
        {
            bool isAscii = System.Text.Ascii.IsValid(text);
            _names.Add((isAscii ? DomainName.Parse(text) : DomainName.FromUnicode(text), [], false));
        }
        catch (DnsTextException exception)
        {
            throw new UsageException($"name '{text}': expected {exception.Expected}");
        }
    }

    private void AddReverse(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            throw new UsageException($"option '-x' takes an address, not '{text}'");
        }

        _names.Add((DomainName.ForReverse(address), [], true));
    }

    private IEnumerable<DnsQuestion> Questions()
    {
        // Types behind the last name alone apply to every name in front of it.
        List<DnsType> shared = _names.Count > 1 && _names.Take(_names.Count - 1).All(n => n.Types.Count == 0) ? _names[^1].Types : [];
        foreach ((DomainName name, List<DnsType> types, bool isReverse) in _names)
        {
            IEnumerable<DnsType> asked = _leadingTypes.Concat(types.Count > 0 ? types : shared);
            foreach (DnsType type in asked.DefaultIfEmpty(isReverse ? DnsType.PTR : DnsType.A))
            {
                yield return new DnsQuestion(name, type, _class);
            }
        }

        // dig's habit: no name at all asks for the root's name servers.
        if (_names.Count == 0 && _result.Questions.IsEmpty && _result.BatchFile is null)
        {
            foreach (DnsType type in _leadingTypes.DefaultIfEmpty(DnsType.NS))
            {
                yield return new DnsQuestion(DomainName.Root, type, _class);
            }
        }
    }

    /// <summary>A type; dig's <c>IXFR=serial</c> besides.</summary>
    private DnsType ReadType(string text)
    {
        if (!text.StartsWith(IxfrWord, StringComparison.OrdinalIgnoreCase))
        {
            return ReadPlainType(text);
        }

        uint serial = uint.TryParse(text.AsSpan(IxfrWord.Length), NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            ? number
            : throw new UsageException($"'{text}': expected a serial from 0 to 4294967295 after 'IXFR='");
        _result = _result with { IxfrSerial = serial };
        return DnsType.IXFR;
    }

    private static DnsType ReadPlainType(string text) =>
        DnsTypeText.TryParse(text, out DnsType type)
            ? type
            : throw new UsageException($"'{text}' is no type{(Nearest.Find(text.ToUpperInvariant(), Enum.GetNames<DnsType>()) is { } near ? $"; did you mean '{near}'?" : string.Empty)}");

    /// <summary>No port: a fixed source port would help whoever forges replies (RFC 5452 section 4.5).</summary>
    private static IPAddress ReadBind(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) ? address : throw new UsageException($"option '-b' takes an address, not '{text}'");
}
