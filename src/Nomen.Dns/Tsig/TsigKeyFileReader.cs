using System.Collections.Immutable;

namespace Nomen.Dns.Tsig;

/// <summary>Reads the clauses of BIND and the lists of Knot and NSD, by words: neither needs to know about lines.</summary>
internal sealed class TsigKeyFileReader(string text, string? file)
{
    private const string List = "key:";

    private readonly TsigKeyLexer _lexer = new(text, file);
    private readonly ImmutableArray<TsigKey>.Builder _keys = ImmutableArray.CreateBuilder<TsigKey>();
    private string? _name;
    private string? _secret;
    private TsigAlgorithm? _algorithm;
    private int _macLength;

    public ImmutableArray<TsigKey> ReadAll()
    {
        _lexer.Read();
        do
        {
            switch (_lexer.Token)
            {
                case "key" when !_lexer.IsQuoted:
                    ReadClause();
                    break;
                case List when !_lexer.IsQuoted:
                    ReadList();
                    break;
                default:
                    throw _lexer.Expected("a key clause");
            }
        }
        while (_lexer.Token is not null);
        return _keys.ToImmutable();
    }

    /// <summary><c>key "name" { algorithm hmac-sha256; secret "..."; };</c></summary>
    private void ReadClause()
    {
        _name = _lexer.ReadWord("a key name");
        _lexer.ReadMark("{");
        while (_lexer.Read() is { } word && word != "}")
        {
            ReadField(word);
            _lexer.ReadMark(";");
        }

        if (_lexer.Token is null)
        {
            throw _lexer.Expected("}");
        }

        _lexer.ReadMark(";");
        Add();
        _lexer.Read();
    }

    /// <summary><c>key:</c>, then for each key <c>id:</c> (Knot) or <c>name:</c> (NSD), <c>algorithm:</c> and <c>secret:</c>, with a dash or without.</summary>
    private void ReadList()
    {
        _lexer.HasSlashComments = false;
        while (_lexer.Read() is { } word && word != List)
        {
            switch (word)
            {
                case "-":
                    break;
                case "id:" or "name:":
                    AddIfBegun();
                    _name = _lexer.ReadWord("a key name");
                    break;
                case [.. var field, ':'] when _name is not null:
                    ReadField(field);
                    break;
                default:
                    throw _lexer.Expected("id:, name:, algorithm: or secret:");
            }
        }

        AddIfBegun();
        _lexer.HasSlashComments = true;
    }

    private void ReadField(string field)
    {
        switch (field)
        {
            case "algorithm" when _algorithm is null:
                if (!TsigKeyText.TryParseAlgorithm(_lexer.ReadWord("an algorithm"), out _algorithm, out _macLength))
                {
                    throw _lexer.Expected("a TSIG algorithm such as hmac-sha256");
                }

                break;
            case "secret" when _secret is null:
                _secret = _lexer.ReadWord("a secret in base64");
                break;
            default:
                throw _lexer.Expected("algorithm and secret, once each");
        }
    }

    private void AddIfBegun()
    {
        if (_name is not null)
        {
            Add();
        }
    }

    private void Add()
    {
        if (_algorithm is null || _secret is null)
        {
            throw _lexer.Expected("algorithm and secret before the end of the key");
        }

        TsigKey key = TsigKeyText.TryCreate(_name!, _algorithm, _macLength, _secret, out string? expected) ?? throw _lexer.Expected(expected!);
        _keys.Add(key);
        (_name, _secret, _algorithm) = (null, null, null);
    }
}
