using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Regulations;
using Emergency.Domain.Resources;
using Emergency.Domain.Rhythms;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Resources;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Makes a plan in force due for revision, with the reason: a drill found something to mend, a person named in its cards has left, its
/// leader has changed, supplies that its cards need or a shelter that the community could use are gone, a danger or a larger hazard was
/// found since, the response to a real incident is over, a law changed, two years passed (应对法 28).
/// </summary>
internal sealed class PlansFallDue(RulePacks packs) : IReaction
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
            MemberEntered e when Leads(e.Member.Role) => Led(happened, e.At, e.Member.Role, "新任"),
            MemberCorrected e => Corrected(happened, e, known),
            LotWrittenOff e => Short(happened, e.Lot, e.At, known),
            LotHandedOut e => Short(happened, e.Lot, e.At, known),
            LotCounted e => Short(happened, e.Lot, e.At, known),
            LotCorrected e => Short(happened, e.Lot, e.At, known),
            LotPassed e => Short(happened, e.Lot, e.At, known),
            LoanReturned e => Short(happened, e.Lot, e.At, known),
            HazardRecorded e => Found(happened, e, known),
            HazardFound e when Serious(e.Facts.Level, e.Facts.Danger) => [Due(e.Community, "risk", e.At, e.Facts.Kind, 0)],
            HazardTaken e when Serious(e.Facts.Level, e.Facts.Danger) => Taken(happened, e, known),
            HazardTakenOver e when Serious(e.Level, danger: false) => [Due(e.Community, "risk", e.At, e.Kind, 0)],
            ResourceEnded e when Divisions.IsCommunity(happened.Entity.Key) =>
            [
                Due(happened.Entity.Key, "resources", e.At, known.Of<ResourcesKnown>().Ended.GetValueOrDefault(e.Id), 0),
            ],
            RiskPointSet e when known.Of<PlansKnown>().Of(e.Community).State.ApprovedAt < e.At =>
            [
                Due(e.Community, "risk", e.At, e.Facts.Name, 0),
            ],
            ResponseEnded e => Met(happened, e, known),
            ShelterRemoved e => Gone(e.Shelter, e.At, known),
            ShelterWithdrawn e => Gone(e.Shelter, e.At, known),
            RoundCame { Duty: DutyRhythm.PlanCheck } e => ByDay(
                    e.Community,
                    known.Of<PlansKnown>().Of(e.Community).State,
                    Shanghai.Day(e.At),
                    packs
                )
                .Select((due, i) => Due(e.Community, due.Trigger, e.At, due.About, i)),
            _ => [],
        };
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("where no plan is in force none falls due");

    /// <summary>
    /// Reasons that make a plan due by the day alone: its age, or a national law or regional regulation that came into force since its
    /// approval.
    /// </summary>
    internal static IEnumerable<(string Trigger, string? About)> ByDay(string community, Plan plan, DateOnly today, RulePacks packs) =>
        plan is { InForce: not null, ApprovedAt: { } at }
            ? PlanRules
                .BuiltIn.DueBy(plan, community, today)
                .Concat(packs.CameIntoForce(community, Shanghai.Day(at), today).Select(pack => ("law", (string?)(pack.Name ?? pack.Id))))
            : [];

    private static IEnumerable<Reacted> Gone(ShelterId shelter, DateTimeOffset at, Known known) =>
        known.Of<SheltersKnown>().Gone.GetValueOrDefault(shelter) is { } gone ? [Due(gone.Community, "resources", at, gone.Name, 0)] : [];

    // Smaller hazards are mended without writing a plan anew.
    private static bool Serious(HazardLevel level, bool danger) => danger || level >= HazardLevel.Larger;

    private static IEnumerable<Reacted> Taken(Happened happened, HazardTaken e, Known known)
    {
        var id = new HazardId(Guid.Parse(happened.Entity.Key));
        return
            known.Of<HazardsKnown>().All.Values.Select(all => all.GetValueOrDefault(id)).FirstOrDefault(one => one is not null) is { } one
            ? [Due(one.State.Community, "risk", e.At, e.Facts.Kind, 0)]
            : [];
    }

    // A drill with nothing to mend makes no plan due.
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
        IEnumerable<Reacted> contacts =
            word is not null && cards.Any(card => card.Steps.Any(step => step.Roles.Contains(word, StringComparer.Ordinal)))
                ? [Due(code, "contacts", e.At, word, 0)]
                : [];
        return Leads(former.Member.Role) ? contacts.Concat(Led(happened, e.At, former.Member.Role, "离任", 1)) : contacts;
    }

    // 书记 and 主任 command in a community until the street comes.
    private static bool Leads(TeamRole role) => role is TeamRole.Secretary or TeamRole.Director;

    private static IEnumerable<Reacted> Led(Happened happened, DateTimeOffset at, TeamRole role, string what, int ordinal = 0) =>
        [Due(happened.Entity.Key, "command", at, $"{Assignment.WordOf(role)}{what}", ordinal)];

    private static IEnumerable<Reacted> Corrected(Happened happened, MemberCorrected e, Known known)
    {
        if (Leads(e.Member.Role))
            return e.Fields.Contains(MemberField.Role) ? Led(happened, e.At, e.Member.Role, "新任")
                : e.Fields.Contains(MemberField.Phones) || e.Fields.Contains(MemberField.Name)
                    ? Led(happened, e.At, e.Member.Role, "换了姓名或电话")
                : [];
        // The last leader of the community now has another role.
        return
            e.Fields.Contains(MemberField.Role)
            && !known.Of<TeamsKnown>().Of(happened.Entity.Key).State.Members.Values.Any(member => Leads(member.Role))
            ? [Due(happened.Entity.Key, "command", e.At, "没有书记或主任", 0)]
            : [];
    }

    // Stock on loan or at a task still belongs to the lot and comes back.
    private static IEnumerable<Reacted> Short(Happened happened, LotId id, DateTimeOffset at, Known known)
    {
        var (code, lots) = (happened.Entity.Key, known.Of<SuppliesKnown>().Of(happened.Entity.Key).Lots);
        if (lots.GetValueOrDefault(id)?.Facts.Name is not { } item)
            return [];
        var needed = (known.Of<PlansKnown>().Of(code).State.InForce?.Cards ?? [])
            .SelectMany(card => card.Steps)
            .SelectMany(step => step.Supplies)
            .Where(need => need.Item == item)
            .Select(need => need.Quantity)
            .DefaultIfEmpty(0)
            .Max();
        return lots.Values.Where(lot => lot.Facts.Name == item).Sum(lot => lot.Facts.Quantity) < needed
            ? [Due(code, "resources", at, item, 0)]
            : [];
    }

    // A hazard known at the plan's approval is already in it.
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
