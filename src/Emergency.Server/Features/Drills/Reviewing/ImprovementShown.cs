using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>An improvement with what was done about it.</summary>
/// <param name="What">Null where the drill's key is gone.</param>
/// <param name="OfTitle">Title of the action or objective; of a duty of a county's own its name, of another its id names it.</param>
/// <param name="OwnerPlace">Name of the community, street or county.</param>
/// <param name="Overdue">Its last day is past and it is not done.</param>
/// <param name="MayDo">Whether it is the asker's to say that it is done.</param>
/// <param name="MayCheck">Whether the asker leads, and is not who did it.</param>
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

/// <param name="What">added, moved, done, checked, sent-back, reminded or overdue.</param>
/// <param name="By">Null where the clock did it.</param>
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

/// <summary>Improvements, those whose day comes first first.</summary>
internal sealed record ImprovementsShown(IReadOnlyList<ImprovementShown> Items, long Position);
