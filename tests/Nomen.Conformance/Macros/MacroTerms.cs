namespace Nomen.Conformance.Macros;

/// <summary>Walks the terms and operators of an expression; blanks do not count.</summary>
internal sealed class MacroTerms(string expression)
{
    private readonly string _text = expression.Trim();
    private int _position;

    /// <summary>The next term: up to an operator.</summary>
    public string Next()
    {
        // A sign in front of a number is no operator.
        int length = _text.AsSpan(Math.Min(_position + 1, _text.Length)).IndexOfAny("+-*/");
        int end = length < 0 ? _text.Length : _position + 1 + length;
        string term = _text[_position..end].Trim();
        _position = end;
        return term.Length > 0 ? term : throw new MacroException($"a term is missing in {_text}");
    }

    /// <summary>The next operator; false at the end.</summary>
    public bool TryNextOperator(out char op)
    {
        op = _position < _text.Length ? _text[_position++] : default;
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }

        return op != default;
    }
}
