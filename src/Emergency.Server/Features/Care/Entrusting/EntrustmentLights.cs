using Emergency.Domain.Entrusting;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Entrusting;

/// <summary>Figures of each community and nothing of any child.</summary>
internal sealed class EntrustmentLights : LightsOf<EntrustmentsKnown, string>
{
    protected override string View => "entrustments";

    protected override bool IsNews(Happened happened) => false;

    protected override IEnumerable<string> Touched(EntrustmentsKnown before, EntrustmentsKnown after, Happened happened) =>
        happened.Event is EntrustmentEvent ? [EntrustmentsView.Key(happened.Entity).Community] : [];

    protected override IEnumerable<string> Near(EntrustmentsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.All.Keys.Where(code => code.StartsWith(group.Id, StringComparison.Ordinal)) : [];

    protected override Light? Of(EntrustmentsKnown state, string thing, string realm) =>
        state.All.ContainsKey(thing) ? new(thing, () => EntrustmentFigures.Of(state, thing), Audience.Division(realm, thing)) : null;
}

/// <param name="Children">Children in entrusted care here.</param>
/// <param name="Due">Checks that are due now at the child director's desk.</param>
/// <param name="Secretary">Checks and letters three days late, for the secretary.</param>
/// <param name="Street">Checks and letters seven days late, for the street.</param>
/// <param name="Troubled">Carers judged not able.</param>
/// <param name="Letters">Letters that must be sent or await an answer.</param>
internal sealed record EntrustmentFigures(string Community, int Children, int Due, int Secretary, int Street, int Troubled, int Letters)
{
    public static EntrustmentFigures Of(EntrustmentsKnown known, string community)
    {
        var all = known.Of(community).Values;
        return new(
            community,
            all.Count(),
            all.Count(one => one.Level is 1 or 2),
            all.Count(one => Worst(one) == 3),
            all.Count(one => Worst(one) >= 4),
            all.Count(one => one.Judgement is CheckJudgement.Strained or CheckJudgement.Failing),
            all.Sum(one => one.Letters.Count(letter => letter.Stage != LetterStage.Answered))
        );
    }

    /// <summary>
    /// Highest level of lateness. Deadlines of letters, reports and their receivers reach the same desks sooner than checks.
    /// </summary>
    public static int Worst(EntrustmentKnown one) =>
        new[]
        {
            one.Level,
            one.Letters.Select(letter => letter.Level == 0 ? 0 : letter.Level + 1).DefaultIfEmpty().Max(),
            one.Asked is { Level: > 0 } asked ? asked.Level + 2 : 0,
            one.Awaited.Select(answer => answer.Level == 0 ? 0 : answer.Level + 2).DefaultIfEmpty().Max(),
        }.Max();
}
