using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Drills;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Rhythms;
using Emergency.Domain.RiskPoints;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Reactions;

/// <summary>A plan in force falls due for revision, and says why: a drill found something to mend, whom its cards name has left, a danger was found since, the response to a real incident is over, a law changed, two years passed (应对法 28).</summary>
internal sealed class PlansFallDue : IReaction
{
    public string Name => "plans-fall-due";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Entity.Realm != Entities.Live)
            return [];
        return happened.Event switch
        {
            DrillEvaluated e => Drilled(happened, e, known),
            MemberLeft e => Left(happened, e, known),
            HazardRecorded e => Found(happened, e, known),
            RiskPointSet e when known.Of<PlansKnown>().Of(e.Community).State.ApprovedAt < e.At =>
            [
                Due(e.Community, "risk", e.At, e.Facts.Name, 0),
            ],
            ResponseEnded e => Met(happened, e, known),
            RoundCame { Duty: DutyRhythm.PlanCheck } e => PlanRules
                .BuiltIn.DueBy(known.Of<PlansKnown>().Of(e.Community).State, e.Community, Shanghai.Day(e.At))
                .Select((due, i) => Due(e.Community, due.Trigger, e.At, due.About, i)),
            _ => [],
        };
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("where no plan is in force none falls due");

    // A drill with nothing to mend asks for nothing.
    private static IEnumerable<Reacted> Drilled(Happened happened, DrillEvaluated e, Known known) =>
        known.Of<DrillsKnown>().Find(new(Guid.Parse(happened.Entity.Key))) is { State.Improvements.IsEmpty: false } drill
            ? drill.Facts.Communities.Select((code, i) => Due(code, "drill", e.At, drill.Facts.Title, i))
            : [];

    private static IEnumerable<Reacted> Left(Happened happened, MemberLeft e, Known known)
    {
        var code = happened.Entity.Key;
        if (known.Of<TeamsKnown>().Of(code).State.Former.GetValueOrDefault(e.Member) is not { } former)
            return [];
        var (word, cards) = (Assignment.WordOf(former.Member.Role), known.Of<PlansKnown>().Of(code).State.InForce?.Cards ?? []);
        return word is not null && cards.Any(card => card.Steps.Any(step => step.Roles.Contains(word, StringComparer.Ordinal)))
            ? [Due(code, "contacts", e.At, word, 0)]
            : [];
    }

    // What was known when the plan was approved is in it.
    private static IEnumerable<Reacted> Found(Happened happened, HazardRecorded e, Known known) =>
        known.Of<PlansKnown>().Of(happened.Entity.Key).State.ApprovedAt is { } at
        && e.Hazard.FoundOn >= Shanghai.Day(at)
        && !Over.Contains(e.Hazard.Status, StringComparer.Ordinal)
            ? [Due(happened.Entity.Key, "risk", e.At, e.Hazard.Type, 0)]
            : [];

    private static IEnumerable<Reacted> Met(Happened happened, ResponseEnded e, Known known)
    {
        if (known.Of<IncidentsKnown>().Find(new(Guid.Parse(happened.Entity.Key))) is not { State: var incident })
            return [];
        var category = JsonNamingPolicy.KebabCaseLower.ConvertName(incident.Category.ToString());
        return incident
            .Cards.Select(card => card.Community)
            .Append(incident.Community)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select((code, i) => Due(code, "event", e.At, category, i));
    }

    private static readonly string[] Over = ["已销号", "已整改"];

    private static Reacted Due(string code, string trigger, DateTimeOffset at, string? about, int ordinal) =>
        new(Entities.Plan(Entities.Live, code), new MarkPlanDue(trigger, at, about), ordinal);
}
