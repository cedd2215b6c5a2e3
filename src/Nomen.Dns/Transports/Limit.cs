using System.Runtime.CompilerServices;

namespace Nomen.Dns.Transports;

/// <summary>Checks options where they are set: out of range throws, nothing is clamped in silence.</summary>
public static class Limit
{
    /// <summary>The value, when it lies between two bounds, both included.</summary>
    /// <param name="value">The value.</param>
    /// <param name="least">The lower bound.</param>
    /// <param name="most">The upper bound.</param>
    /// <param name="name">What the message calls it: the property that is being set, or for a parameter its name.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not; the message tells the range.</exception>
    public static T InRange<T>(T value, T least, T most, [CallerMemberName] string? name = null)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, allowed are {least} to {most}.");
        }

        return value;
    }

    /// <summary>The value, when its enumeration has it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What the message calls it: the property that is being set, or for a parameter its name.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public static T Defined<T>(T value, [CallerMemberName] string? name = null)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, which is no {typeof(T).Name}.");
}
