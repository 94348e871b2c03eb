using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.Parties;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Features.Hazards.HazardActEndpoints;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Hazards;

/// <summary>
/// Endpoints for decisions of committee and street: whether a report counts, who mends by when, what follows an owner's
/// refusal, and what recurs.
/// </summary>
internal static class HazardDecisionEndpoints
{
    public static RouteGroupBuilder MapHazardDecisions(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/communities/{code}/hazards/{hazardId:guid}");
        one.MapPost("/take", Take).Needs(HazardPermissions.Keep);
        one.MapPost("/drop", Drop).Needs(HazardPermissions.Keep);
        one.MapPost("/assign", Assign).Needs(HazardPermissions.Keep);
        one.MapPost("/owner-link", MakeLink).Needs(HazardPermissions.Keep).Produces<LinkGiven>(StatusCodes.Status201Created);
        one.MapPost("/owner-link/withdraw", WithdrawLink).Needs(HazardPermissions.Keep);
        one.MapPost("/accept", Accept).Needs(HazardPermissions.Keep);
        one.MapPost("/return", Return).Needs(HazardPermissions.Keep);
        one.MapPost("/close", Close).Needs(HazardPermissions.Decide);
        one.MapPost("/propose", Propose).Needs(HazardPermissions.Keep);
        one.MapPost("/proposal", Answer).Needs(HazardPermissions.Decide);
        api.MapPost("/communities/{code}/hazard-sheet", MakeSheet)
            .Needs(HazardPermissions.Keep)
            .Produces<LinkGiven>(StatusCodes.Status201Created);
        api.MapPost("/communities/{code}/hazard-sheet/withdraw", WithdrawSheet).Needs(HazardPermissions.Keep);
        return api;
    }

    /// <summary>Records that the committee has looked and the hazard counts, as written here.</summary>
    public static Task<Outcome<Recorded>> Take(string code, Guid hazardId, NewHazard body, Act act) =>
        Refused(NewHazard.Faults(body))
        ?? On(code, hazardId, HazardPermissions.Keep, act)
            .Do(async one =>
            {
                var text = await act.Seal(hazardId, body.Text);
                return by => new TakeHazard(body.Facts(text), by, act.Now) { File = one.File };
            });

    /// <summary>Drops a report: it is no hazard, or a duplicate.</summary>
    public static Task<Outcome<Recorded>> Drop(string code, Guid hazardId, HazardWords body, Act act) =>
        Refused(HazardWords.Faults(body, needed: true))
        ?? On(code, hazardId, HazardPermissions.Keep, act)
            .Do(async one =>
            {
                var text = await act.Seal(hazardId, new FreeText(body.Words!));
                return by => new DropHazard(text, by, act.Now) { File = one.File };
            });

    /// <summary>派给: names the owner and the last day. After a refusal only the street can do so.</summary>
    public static Task<Outcome<Recorded>> Assign(string code, Guid hazardId, NewOwner body, Act act) =>
        Refused(NewOwner.Faults(body, Shanghai.Day(act.Now)))
        ?? On(code, hazardId, HazardPermissions.Keep, act)
            .Do(async one =>
            {
                // A party of another community is not linked.
                var party =
                    body.Party is { } id
                    && act.Use<Folding>().Now.Of<PartiesKnown>(Entities.Live).Find(id) is { State.LastDay: null } found
                    && found.Facts.Community == code
                        ? found
                        : null;
                var name = string.IsNullOrWhiteSpace(body.Name) ? party?.Name : body.Name.Trim();
                var contact =
                    string.IsNullOrWhiteSpace(name) && string.IsNullOrWhiteSpace(body.Phone)
                        ? (Sealed?)null
                        : await act.Seal(hazardId, new FreeText(name ?? "", body.Phone?.Trim()));
                var due = body.DueOn ?? Shanghai.Day(act.Now).AddDays(HazardKinds.Find(one.State.Facts?.Kind)?.Days ?? 7);
                return by => new AssignHazard(new(body.Owner!.Value, contact, party?.Id), due, by, act.Now) { File = one.File };
            });

    /// <summary>
    /// Makes a link and a code with which the owner says, with a picture, that they mend the hazard or have mended it. An
    /// earlier link opens no more.
    /// </summary>
    public static async Task<Outcome<LinkGiven>> MakeLink(string code, Guid hazardId, Act act)
    {
        var on = On(code, hazardId, HazardPermissions.Keep, act);
        var found = await on.Find();
        if (found.Value is not { } one)
            return found.Problem!;
        // An asker without permission learns nothing of its stage.
        if (act.Asked.Allow(HazardPermissions.Keep, on.Place(one)).Problem is { } problem)
            return problem;
        return one.State.Stage is HazardStage.Assigned or HazardStage.Mending
            ? await LinkMaking.Make(act, HazardPermissions.Keep, on.Place(one), LinkPurpose.HazardOwner, hazardId)
            : Problem.Of(HazardCase.NotNow);
    }

    /// <summary>Withdraws the link: it opens nothing any more.</summary>
    public static async Task<Outcome<Recorded>> WithdrawLink(string code, Guid hazardId, Act act)
    {
        var on = On(code, hazardId, HazardPermissions.Keep, act);
        var found = await on.Find();
        if (found.Value is not { } one)
            return found.Problem!;
        return act.Asked.Allow(HazardPermissions.Keep, on.Place(one)).Problem is { } problem
            ? problem
            : await LinkMaking.Withdraw(act, HazardPermissions.Keep, on.Place(one), hazardId);
    }

    /// <summary>Records that the owner has agreed to mend the hazard.</summary>
    public static Task<Outcome<Recorded>> Accept(string code, Guid hazardId, Act act) =>
        On(code, hazardId, HazardPermissions.Keep, act).Do((one, by) => new AcceptHazard(by, act.Now) { File = one.File });

    /// <summary>Records that the owner refuses, with the cause. The street decides then.</summary>
    public static Task<Outcome<Recorded>> Return(string code, Guid hazardId, HazardWords body, Act act) =>
        Refused(HazardWords.Faults(body, needed: true))
        ?? On(code, hazardId, HazardPermissions.Keep, act)
            .Do(async one =>
            {
                var text = await act.Seal(hazardId, new FreeText(body.Words!));
                return by => new ReturnHazard(text, by, act.Now) { File = one.File };
            });

    /// <summary>销号: closes a major hazard.</summary>
    public static Task<Outcome<Recorded>> Close(string code, Guid hazardId, HazardWords body, Act act) =>
        Refused(HazardWords.Faults(body))
        ?? On(code, hazardId, HazardPermissions.Decide, act)
            .Do(async one =>
            {
                var text = await act.SealText(hazardId, body.Words);
                return by => new CloseHazard(text, by, act.Now) { File = one.File };
            });

    /// <summary>Proposes a recurring hazard to the street, with the earlier ones as evidence.</summary>
    public static Task<Outcome<Recorded>> Propose(string code, Guid hazardId, NewHazardProposal body, Act act) =>
        Refused(NewHazardProposal.Faults(body))
        ?? On(code, hazardId, HazardPermissions.Keep, act)
            .Do(async one =>
            {
                var text = await act.SealText(hazardId, body.Words);
                return by => new ProposeHazard([.. body.Others!], text, by, act.Now) { File = one.File };
            });

    /// <summary>Records the street's answer: it takes the proposal up, or gives the reason against it.</summary>
    public static Task<Outcome<Recorded>> Answer(string code, Guid hazardId, HazardProposalAnswer body, Act act) =>
        Refused(HazardProposalAnswer.Faults(body))
        ?? On(code, hazardId, HazardPermissions.Decide, act)
            .Do(async one =>
            {
                var text = await act.SealText(hazardId, body.Words);
                return by => new AnswerProposal(body.Taken!.Value, text, by, act.Now) { File = one.File };
            });

    /// <summary>Makes a new sheet for the walls. The earlier one opens nothing any more.</summary>
    public static async Task<Outcome<LinkGiven>> MakeSheet(string code, Act act) =>
        Divisions.IsCommunity(code)
            ? await LinkMaking.Make(act, HazardPermissions.Keep, new Place(code), LinkPurpose.HazardReport, HazardReportEndpoints.Box(code))
            : Problem.NotFound;

    /// <summary>Withdraws the sheets on the walls: they open nothing any more.</summary>
    public static async Task<Outcome<Recorded>> WithdrawSheet(string code, Act act) =>
        !Divisions.IsCommunity(code) ? Problem.NotFound
        : act.Asked.Allow(HazardPermissions.Keep, new Place(code)).Problem is { } problem ? problem
        : await LinkMaking.Withdraw(act, HazardPermissions.Keep, new Place(code), HazardReportEndpoints.Box(code));
}
