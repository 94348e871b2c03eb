using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Planning;

/// <summary>桌推 of one card: makes a scenario from the newest version, and prepares a ten-minute drill for one secretary.</summary>
internal static class PlanTrialEndpoints
{
    private const int Minutes = 10;

    public static RouteGroupBuilder MapPlanTrials(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/plan/try", Try)
            .Needs(PlanPermissions.Try)
            .Produces<Recorded>(StatusCodes.Status201Created)
            .WithTags("plans");
        return api;
    }

    /// <param name="Card">The id of a card of the newest version.</param>
    internal sealed record TriedCard(string? Card);

    /// <summary>Prepares a ten-minute 桌推 of one card: from the draft where there is one, else from the version in force. Nobody else is notified.</summary>
    public static async Task<Outcome<Recorded>> Try(string code, TriedCard body, Act act)
    {
        if (Checks.Text(body.Card, "$.card", 60, needed: true).ToList() is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var known = await act.Use<Folding>().Newest(act.Stop);
        var (seen, problem) = CommunitySeen.Find(known, act.Asked, PlanPermissions.Try, code);
        if (seen is null)
            return problem;
        if (seen.Plan().State.Newest is not { } text)
            return Problem.Of(Plan.NothingInForce);
        if (text.Find(body.Card!) is not { } card)
            return Problem.Of(Plan.UnknownCard, body.Card!);
        if (PlanRules.Unfinished(card) is { } unfinished)
            return Problem.Of(unfinished.Code, [.. unfinished.Arguments]);
        var (scenario, version, bad) = await Scenario(act, known, code, CardScenario.Of(card, text.Version), card);
        return bad ?? await Prepare(act, known, code, card, text.Version, scenario, version);
    }

    private static async Task<(string Id, int Version, Problem? Problem)> Scenario(
        Act act,
        Known known,
        string code,
        string file,
        Card card
    )
    {
        var id = $"plan-{code}-{CardScenario.Plain(card.Id)}";
        var before = known.Of<ScenariosKnown>().All.GetValueOrDefault(id)?.State;
        // The same card again gives the same version: sealed anew it would look like another.
        if (before is { Withdrawn: false, Versions: [.., var last] } && act.Sealing.Open<string>(last) == file)
            return (id, before.Versions.Count, null);
        var (onto, text) = (before?.Versions.Count ?? 0, await act.Seal(Derived.Id(act.Asked.CommandId, "scenario"), file));
        var sent = await act.Send(
            PlanPermissions.Try,
            new Place(code),
            Entities.Scenario(id),
            by => new PublishScenario(code, text, by, act.Now, onto)
        );
        return (id, onto + 1, sent.Problem);
    }

    private static async Task<Outcome<Recorded>> Prepare(
        Act act,
        Known known,
        string code,
        Card card,
        string planVersion,
        string scenario,
        int version
    )
    {
        var id = act.Asked.NewId<DrillId>();
        var me = known.Of<AccountsKnown>().Find(act.Asked.Account)?.Contact;
        var texts = Infrastructure.Wording.Papers.PaperTexts.In(null);
        var title = texts.Say("plan.trialTitle", ("card", card.Title), ("version", planVersion));
        // In a solo drill the player is the safety officer.
        var officer = await act.Seal(id.Value, new SafetyOfficer(me?.Person ?? me?.Name ?? "—", me?.Phone ?? "—"));
        var facts = new DrillFacts(
            title.Length <= 60 ? title : title[..60],
            scenario,
            DrillForm.Solo,
            Divisions.Street(code),
            [code],
            TimeSpan.FromMinutes(Minutes),
            true,
            officer,
            texts.Say("plan.stopWord"),
            null,
            version
        );
        var sent = await act.Send(DrillPermissions.Lead, new Place(code), Entities.Drill(id), by => new PrepareDrill(facts, by, act.Now));
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }
}
