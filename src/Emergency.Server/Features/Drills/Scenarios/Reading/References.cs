using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Drills;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>
/// Checks everything that the shape of a file cannot express: references lead somewhere, nothing waits for itself, there is time for
/// everything, and expected events are possible.
/// </summary>
internal static class References
{
    public static void Check(Scenario scenario, Shape.Tell tell)
    {
        Unique("objectives", scenario.Objectives, one => one.Id, tell);
        Unique("participants", scenario.Participants, one => one.Id, tell);
        Unique("branches", scenario.Branches, one => one.Id, tell);
        Unique("injects", scenario.Injects, one => one.Id, tell);
        Unique("expect", scenario.Expect, one => one.Id, tell);
        var (objectives, participants) = (
            scenario.Objectives.Select(one => one.Id).ToHashSet(StringComparer.Ordinal),
            scenario.Participants.Select(one => one.Id).ToHashSet(StringComparer.Ordinal)
        );
        var before = 0;
        Shape.Tell counted = (kind, path, arguments) =>
        {
            before++;
            tell(kind, path, arguments);
        };
        for (var i = 0; i < scenario.Branches.Count; i++)
            Trigger(scenario, scenario.Branches[i].When, At("branches", i), counted);
        for (var i = 0; i < scenario.Injects.Count; i++)
        {
            var (one, at) = (scenario.Injects[i], At("injects", i));
            Trigger(scenario, one.When, at, counted);
            for (var to = 0; to < one.To.Count; to++)
                if (!participants.Contains(one.To[to]))
                    counted(
                        MistakeKind.UnknownReference,
                        string.Create(CultureInfo.InvariantCulture, $"{at}.to[{to}]"),
                        one.To[to],
                        "participants"
                    );
            if (one.Branch is { } branch && scenario.Branch(branch) is null)
                counted(MistakeKind.UnknownReference, $"{at}.branch", branch, "branches");
        }
        for (var i = 0; i < scenario.Expect.Count; i++)
        {
            var (one, at) = (scenario.Expect[i], At("expect", i));
            if (!objectives.Contains(one.Objective))
                counted(MistakeKind.UnknownReference, $"{at}.objective", one.Objective, "objectives");
            if (one.Who is { } who && !participants.Contains(who))
                counted(MistakeKind.UnknownReference, $"{at}.who", who, "participants");
            if (scenario.Inject(one.After) is null)
                counted(MistakeKind.UnknownReference, $"{at}.after", one.After, "injects");
            if (one.Branch is { } branch && scenario.Branch(branch) is null)
                counted(MistakeKind.UnknownReference, $"{at}.branch", branch, "branches");
            Proof(one.Proof, $"{at}.proof", tell);
            Roles(scenario, one, at, tell);
        }
        if (scenario.End.When is { } ends)
            Event(ends, "end.event", tell);
        // Circles and times are checked only if every reference leads somewhere.
        if (before == 0)
            Times.Check(scenario, tell);
    }

    internal static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");

    private static void Unique<T>(string list, IReadOnlyList<T> all, Func<T, string> id, Shape.Tell tell)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < all.Count; i++)
            if (!seen.Add(id(all[i])))
                tell(MistakeKind.DuplicateId, $"{At(list, i)}.id", id(all[i]));
    }

    private static void Trigger(Scenario scenario, Trigger when, string at, Shape.Tell tell)
    {
        switch (when)
        {
            case Domain.Drills.Trigger.At:
                break;
            case Domain.Drills.Trigger.AfterInject after:
                if (scenario.Inject(after.Inject) is null)
                    tell(MistakeKind.UnknownReference, $"{at}.when.after", after.Inject, "injects");
                break;
            case Domain.Drills.Trigger.WhenUndone undone:
                if (scenario.Expected(undone.Expected) is null)
                    tell(MistakeKind.UnknownReference, $"{at}.when.undone", undone.Expected, "expect");
                break;
            case Domain.Drills.Trigger.WhenEvent happens:
                Event(happens.Pattern, $"{at}.when.event", tell);
                break;
            default:
                throw new Unforeseen(when);
        }
    }

    private static void Proof(Proof proof, string at, Shape.Tell tell)
    {
        switch (proof)
        {
            case Domain.Drills.Proof.ByEvent byEvent:
                Event(byEvent.Pattern, $"{at}.event", tell);
                if (
                    byEvent.Distinct is { } distinct
                    && EventPaths.Has(byEvent.Pattern.Form)
                    && !EventPaths.At(byEvent.Pattern.Form, distinct).Known
                )
                    tell(MistakeKind.UnknownPath, $"{at}.event.distinct", distinct, byEvent.Pattern.Form);
                break;
            case Domain.Drills.Proof.ByAbsence absence:
                Event(absence.Pattern, $"{at}.never", tell);
                break;
            case Domain.Drills.Proof.ByObserver:
                break;
            default:
                throw new Unforeseen(proof);
        }
    }

    // The person of whom an act is expected must be allowed to do it, and so must at least one of the roles whose act proves it.
    private static void Roles(Scenario scenario, ExpectedAction expected, string at, Shape.Tell tell)
    {
        if (expected.Proof is not Domain.Drills.Proof.ByEvent { Pattern: var pattern } || Acts.Who(pattern.Form) is not { } may)
            return;
        var words = string.Join(
            ", ",
            may.Where(role => scenario.Participants.Any(one => one.Role == role)).DefaultIfEmpty(may[0]).Select(Word)
        );
        if (scenario.Participants.FirstOrDefault(one => one.Id == expected.Who) is { } who && !may.Contains(who.Role))
            tell(MistakeKind.RoleCannot, $"{at}.who", Word(who.Role), pattern.Form, words);
        foreach (var match in pattern.Where.Where(match => match.Path == "by.role"))
            if (match.AnyOf.FirstOrDefault(role => may.All(one => Word(one) != role)) is { } wrong)
                tell(MistakeKind.RoleCannot, $"{at}.proof.event.where.by.role", wrong, pattern.Form, words);
    }

    private static string Word(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    private static void Event(Pattern pattern, string at, Shape.Tell tell)
    {
        if (!EventPaths.Has(pattern.Form))
        {
            tell(MistakeKind.UnknownForm, $"{at}.form", pattern.Form);
            return;
        }
        foreach (var match in pattern.Where)
        {
            var (known, words) = EventPaths.At(pattern.Form, match.Path);
            if (!known)
                tell(MistakeKind.UnknownPath, $"{at}.where.{match.Path}", match.Path, pattern.Form);
            else if (words is not null && match.AnyOf.FirstOrDefault(value => !words.Contains(value, StringComparer.Ordinal)) is { } wrong)
                tell(MistakeKind.UnknownValue, $"{at}.where.{match.Path}", wrong, string.Join(", ", words));
        }
    }
}
