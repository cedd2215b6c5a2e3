using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Ties an option type to its code and its reader at compile time, so that generic look-ups need no reflection.</summary>
/// <typeparam name="TSelf">The option type itself.</typeparam>
public interface IEdnsOption<TSelf>
    where TSelf : EdnsOption, IEdnsOption<TSelf>
{
    /// <summary>The code that <typeparamref name="TSelf"/> is the data of.</summary>
    static abstract EdnsOptionCode OptionCode { get; }

    /// <summary>Reads the option's data and checks the option's own rules.</summary>
    /// <param name="data">The data, without code and length.</param>
    /// <param name="option">The option, when it is good.</param>
    /// <param name="error">What is wrong, and at which octet of <paramref name="data"/>, when it is not.</param>
    static abstract bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out TSelf? option, out FormatError error);
}
