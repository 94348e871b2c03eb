using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>An improvement with its steps.</summary>
/// <param name="What">Description; null where the drill's key is gone.</param>
/// <param name="OfTitle">Title of the action or objective. For a duty, the name if it is a county's own; other duties are named by their id.</param>
/// <param name="OwnerPlace">Name of the community, street or county.</param>
/// <param name="Overdue">True when its last day is past and it is not done.</param>
/// <param name="MayDo">True when the asker owns it and can report it as done.</param>
/// <param name="MayCheck">True when the asker leads, and is not the person who did it.</param>
internal sealed record ImprovementShown(
    ImprovementId Id,
    DrillId Drill,
    string DrillTitle,
    ListOf<string> Communities,
    string? What,
    Belonging To,
    string OfId,
    string? OfTitle,
    Role Owner,
    string OwnerPlace,
    string? OwnerName,
    DateOnly Until,
    ImprovementStage Stage,
    bool Overdue,
    IReadOnlyList<ImprovementStep> Steps,
    bool MayDo,
    bool MayCheck,
    bool Leads
)
{
    public static ImprovementShown Of(
        DrillKnown drill,
        ImprovementId id,
        Scenario? scenario,
        RulePacks packs,
        Asked asked,
        Known known,
        ISealing sealing
    )
    {
        var item = drill.State.Improvements[id];
        var (facts, leads) = (item.Facts, DrillSight.Leads(asked, drill));
        return new(
            id,
            drill.Id,
            drill.Facts.Title,
            drill.Facts.Communities,
            sealing.Open<FreeText>(facts.What)?.Text,
            facts.To,
            facts.Of,
            facts.To switch
            {
                Belonging.Action => scenario?.Expected(facts.Of)?.Title,
                Belonging.Objective => scenario?.Objectives.FirstOrDefault(one => one.Id == facts.Of)?.Title,
                Belonging.Duty => packs.All.SelectMany(pack => pack.Duties).FirstOrDefault(duty => duty.Id == facts.Of)?.Name,
                _ => null,
            },
            facts.Owner.Role,
            known.Of<PlacesKnown>().Name(facts.Owner.Division),
            facts.Owner.Name is { } name ? sealing.Open<FreeText>(name)?.Text : null,
            item.Until,
            item.Stage,
            item.Stage == ImprovementStage.Open && item.Until < Shanghai.Day(asked.Now),
            [.. drill.Steps.Where(step => step.Item == id).Select(step => ImprovementStep.Of(step, sealing))],
            item.Stage == ImprovementStage.Open
                && asked.Grants.Any(grant => grant.Role == facts.Owner.Role && grant.Scope.Covers(new Place(facts.Owner.Division))),
            leads && item.Stage == ImprovementStage.Done && item.Did?.By.Account != asked.Account,
            leads
        );
    }
}

/// <param name="What">Kind of step: added, moved, done, checked, sent-back, reminded or overdue.</param>
/// <param name="By">Role of the actor; null where the clock did it.</param>
internal sealed record ImprovementStep(string What, DateTimeOffset At, Role? By, string? Words, DateOnly? Until)
{
    public static ImprovementStep Of(ImprovementEvent step, ISealing sealing)
    {
        string? Said(Sealed? words) => words is { } some ? sealing.Open<FreeText>(some)?.Text : null;
        return step switch
        {
            ImprovementAdded e => new("added", e.At, e.By.Role, null, e.Facts.Until),
            ImprovementMoved e => new("moved", e.At, e.By.Role, Said(e.Why), e.Until),
            ImprovementDone e => new("done", e.At, e.By.Role, Said(e.Words), null),
            ImprovementChecked e => new("checked", e.At, e.By.Role, Said(e.Words), null),
            ImprovementSentBack e => new("sent-back", e.At, e.By.Role, Said(e.Why), null),
            ImprovementReminded e => new("reminded", e.At, null, null, null),
            ImprovementOverdue e => new("overdue", e.At, null, null, null),
            _ => throw new Unforeseen(step),
        };
    }
}

/// <summary>Improvements, open ones first, by last day.</summary>
internal sealed record ImprovementsShown(IReadOnlyList<ImprovementShown> Items, long Position);
