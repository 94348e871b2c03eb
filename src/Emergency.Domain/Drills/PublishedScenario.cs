using static Emergency.Domain.Decision;

namespace Emergency.Domain.Drills;

/// <summary>Scenario file that a street or county has published (kind "scenario"), version by version; checked before it comes here. Each
/// version stays readable: a drill names the one it was played by.</summary>
/// <param name="Authority">Owner, 6 or 9 digits; null before the first version.</param>
/// <param name="Versions">Files; the first is version 1.</param>
public sealed record PublishedScenario(string? Authority, ListOf<Sealed> Versions, bool Withdrawn)
{
    public static readonly Code Unknown = new("scenario.unknown"),
        NotTheirs = new("scenario.not-theirs"),
        Exists = new("scenario.exists");
    public static readonly PublishedScenario None = new(null, [], false);

    public static Decision Decide(PublishedScenario state, Command command) =>
        command switch
        {
            ScenarioCommand when command is WithdrawScenario && state.Authority is null => Reject(Unknown),
            ScenarioCommand c when state.Authority is { } owner && c.Authority != owner => Reject(NotTheirs, owner),
            PublishScenario c when !state.Withdrawn && state.Versions.Count > 0 && state.Versions[^1] == c.File => Nothing,
            PublishScenario c when c.Onto != state.Versions.Count => Reject(Exists, $"{state.Versions.Count}"),
            PublishScenario c => new ScenarioPublished(c.Authority, state.Versions.Count + 1, c.File, c.By, c.At),
            WithdrawScenario c => state.Withdrawn ? Nothing : new ScenarioWithdrawn(c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static PublishedScenario Evolve(PublishedScenario state, Event happened) =>
        happened switch
        {
            ScenarioPublished e => new(e.Authority, state.Versions.Add(e.File), false),
            ScenarioWithdrawn => state with { Withdrawn = true },
            _ => throw new Unforeseen(happened),
        };
}

public abstract record ScenarioCommand(string Authority) : Command;

/// <param name="File">YAML as it was sent, sealed under a key of this version.</param>
/// <param name="Onto">Version it will follow, as its sender has seen it; 0 where it is the first. Any other is refused, so that nobody
/// overwrites a version unknowingly.</param>
public sealed record PublishScenario(string Authority, Sealed File, By By, DateTimeOffset At, int Onto = 0) : ScenarioCommand(Authority);

/// <summary>Withdraws the scenario: no new drill uses it; drills that were played by it keep it.</summary>
public sealed record WithdrawScenario(string Authority, By By, DateTimeOffset At) : ScenarioCommand(Authority);

public abstract record ScenarioEvent : Event;

[Stored("scenario.published.v1")]
public sealed record ScenarioPublished(string Authority, int Version, Sealed File, By By, DateTimeOffset At) : ScenarioEvent;

[Stored("scenario.withdrawn.v1")]
public sealed record ScenarioWithdrawn(By By, DateTimeOffset At) : ScenarioEvent;
