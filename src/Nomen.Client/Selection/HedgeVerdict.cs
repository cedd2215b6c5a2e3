namespace Nomen.Client.Selection;

/// <summary>What a result is worth to the asker, from the least to the most. Of equal ones the first counts.</summary>
internal enum HedgeVerdict
{
    /// <summary>No response, and another upstream may have one.</summary>
    Failure,

    /// <summary>REFUSED: says nothing about the name.</summary>
    Refused,

    /// <summary>SERVFAIL: somebody tried, and could not, or found the data bogus.</summary>
    ServFail,

    /// <summary>An answer, or whatever else is not put off.</summary>
    Final,
}
