using Emergency.Domain;
using Emergency.Domain.Drills;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>Checks that nothing waits for itself, and that every inject and expected action can happen before the drill is over.</summary>
internal sealed class Times
{
    private readonly Scenario _scenario;
    private readonly Dictionary<string, TimeSpan?> _known = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();
    private string? _circle;

    private Times(Scenario scenario) => _scenario = scenario;

    public static void Check(Scenario scenario, Shape.Tell tell)
    {
        var times = new Times(scenario);
        for (var i = 0; i < scenario.Branches.Count; i++)
            times.Look(() => times.OfBranch(scenario.Branches[i].Id), $"{References.At("branches", i)}.when", tell);
        for (var i = 0; i < scenario.Injects.Count; i++)
            times.Look(() => times.OfInject(scenario.Injects[i].Id), $"{References.At("injects", i)}.when", tell);
        for (var i = 0; i < scenario.Expect.Count; i++)
            times.Look(() => times.EndOf(scenario.Expect[i]), $"{References.At("expect", i)}.within", tell);
    }

    private void Look(Func<TimeSpan?> earliest, string path, Shape.Tell tell)
    {
        _circle = null;
        if (earliest() is { } time)
        {
            if (time > _scenario.End.At)
                tell(MistakeKind.AfterTheEnd, path, Said(time), Said(_scenario.End.At));
        }
        else if (_circle is not null)
            tell(MistakeKind.Circle, path, _circle);
    }

    // The earliest time at which it can happen; null where it waits for itself.
    private TimeSpan? OfInject(string id) =>
        Of(
            $"injects.{id}",
            () =>
            {
                var inject = _scenario.Inject(id)!;
                return Later(OfTrigger(inject.When), inject.Branch is { } branch ? OfBranch(branch) : TimeSpan.Zero);
            }
        );

    private TimeSpan? OfBranch(string id) => Of($"branches.{id}", () => OfTrigger(_scenario.Branch(id)!.When));

    private TimeSpan? EndOf(ExpectedAction expected) =>
        Of(
            $"expect.{expected.Id}",
            () => Later(OfInject(expected.After) + expected.Within, expected.Branch is { } branch ? OfBranch(branch) : TimeSpan.Zero)
        );

    private TimeSpan? OfTrigger(Trigger when) =>
        when switch
        {
            Trigger.At at => at.Offset,
            Trigger.AfterInject after => OfInject(after.Inject) + after.Wait,
            Trigger.WhenUndone undone => EndOf(_scenario.Expected(undone.Expected)!) + undone.Wait,
            Trigger.WhenEvent met => met.Wait,
            _ => throw new Unforeseen(when),
        };

    private TimeSpan? Of(string name, Func<TimeSpan?> find)
    {
        if (_known.TryGetValue(name, out var known))
        {
            if (known is null)
                _circle ??= name;
            return known;
        }
        if (_open.Contains(name))
        {
            _circle = string.Join(" ← ", _open.Reverse().SkipWhile(one => one != name).Append(name));
            return null;
        }
        _open.Push(name);
        var found = find();
        _open.Pop();
        return _known[name] = found;
    }

    private static TimeSpan? Later(TimeSpan? one, TimeSpan? other) =>
        one is null || other is null ? null
        : one > other ? one
        : other;

    private static string Said(TimeSpan time) => time.TotalSeconds % 60 == 0 ? $"{(int)time.TotalMinutes}m" : $"{(int)time.TotalSeconds}s";
}
