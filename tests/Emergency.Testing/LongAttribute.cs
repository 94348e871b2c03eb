using Xunit.v3;

namespace Emergency.Testing;

/// <summary>
/// A test, or all tests of a class, of the long size: <c>dotnet test</c> leaves it out, <c>-p:Suite=all</c> and <c>.ci/long</c> run it.
/// </summary>
/// <param name="reason">Nature of the test for which it takes long: a process, clock or database of its own, a kill, a night, a whole
/// matrix.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LongAttribute(string reason) : Attribute, ITraitAttribute
{
    public const string Trait = "Suite",
        Value = "long";

    public string Reason { get; } = reason;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Trait, Value)];
}
