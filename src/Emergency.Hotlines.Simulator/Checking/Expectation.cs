namespace Emergency.Hotlines.Simulator.Checking;

/// <summary>Answer that a partner should give, and others that do no harm.</summary>
internal sealed record Expectation(string Text, Func<Came, Verdict> Judge)
{
    public static readonly Expectation Taken = new("2xx", came => came.Taken ? Verdict.Good : Verdict.Bad),
        Unsigned = new("401", came => Refusing(came, 401, 403)),
        Refused = new("400", came => Refusing(came, 400, 422)),
        // A partner that closes the line on too long a message has refused it too, but the sender must guess why.
        TooLarge = new("413", came => came.Status is null ? Verdict.Remark : Refusing(came, 413));

    private static Verdict Refusing(Came came, params ReadOnlySpan<int> best) =>
        came.Status is { } status && best.Contains(status) ? Verdict.Good
        : came.Refused ? Verdict.Remark
        : Verdict.Bad;
}
