namespace Emergency.Browser.Tests.Fixtures;

/// <summary>
/// The quick test that does the main act of a page: it presses, and sees the effect. <c>MainActTests</c> asks for one for each row.
/// </summary>
/// <param name="row">A row as in <c>LookedAt.Rows</c>, or a part of the street's desk: <c>/street#team</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class MainActAttribute(string row) : Attribute
{
    public string Row { get; } = row;
}

/// <summary>The quick test that takes a step of "Ten minutes" in README.md.</summary>
/// <param name="step">Number of the step, from 1 on.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class TenMinutesAttribute(int step) : Attribute
{
    public int Step { get; } = step;
}
