using Emergency.Domain.Protection;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Features.Protection.ProtectionActEndpoints;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Protection;

/// <summary>
/// Endpoints for decisions that involve more than one person: assignment, a transfer that is taken or refused, a closing
/// that another approves, reopening.
/// </summary>
internal static class ProtectionDecideEndpoints
{
    private static readonly Problem UnknownMember = new("protection.unknown-member", []),
        UnknownCommunity = new("protection.unknown-community", []);

    public static RouteGroupBuilder MapProtectionDecisions(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/protection/{childId:guid}");
        one.MapPost("/assign", Assign).Needs(ProtectionPermissions.Decide);
        one.MapPost("/transfer", Offer).Needs(ProtectionPermissions.Keep);
        one.MapPost("/transfer/withdraw", Withdraw).Needs(ProtectionPermissions.Keep);
        one.MapPost("/transfer/accept", Accept).Needs(ProtectionPermissions.Take);
        one.MapPost("/transfer/refuse", Refuse).Needs(ProtectionPermissions.Take);
        one.MapPost("/closing", AskClosing).Needs(ProtectionPermissions.Keep);
        one.MapPost("/closing/approve", Approve).Needs(ProtectionPermissions.Decide);
        one.MapPost("/closing/refuse", RefuseClosing).Needs(ProtectionPermissions.Decide);
        one.MapPost("/reopen", Reopen).Needs(ProtectionPermissions.Decide);
        return api;
    }

    /// <summary>Assigns the case to a child director.</summary>
    public static async Task<Outcome<Recorded>> Assign(Guid childId, NewAssignment body, Act act)
    {
        if (NewAssignment.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (row, known) = await act.Use<Finder<ChildCaseKnown>>().Find(act.Asked, childId, act.Stop);
        if (row is null)
            return Problem.NotFound;
        if (act.Asked.Allow(ProtectionPermissions.Decide, row.Place).Problem is { } problem)
            return problem;
        var member = known.Of<TeamsKnown>(act.Asked.Realm).Member(row.State.Community, body.Member!.Value);
        if (member is not { Facts.Role: TeamRole.ChildDirector })
            return UnknownMember;
        return await On(act, ProtectionPermissions.Decide, childId, (by, _) => new AssignProtection(body.Member.Value, by, act.Now));
    }

    /// <summary>Offers the case to another community's child director. Until they take it, it stays where it is.</summary>
    public static async Task<Outcome<Recorded>> Offer(Guid childId, NewTransfer body, Act act)
    {
        if (NewTransfer.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (act.Use<Folding>().Now.Of<PlacesKnown>(act.Asked.Realm).Of(body.To!) is null)
            return UnknownCommunity;
        return await On(
            act,
            ProtectionPermissions.Keep,
            childId,
            (by, seal) => new OfferTransfer(body.To!, seal(body.Why!), ProtectionTable.BuiltIn.AnswerDays, by, act.Now)
        );
    }

    /// <summary>Withdraws the offer of a transfer.</summary>
    public static Task<Outcome<Recorded>> Withdraw(Guid childId, Act act) =>
        On(act, ProtectionPermissions.Keep, childId, (by, _) => new WithdrawTransfer(by, act.Now));

    /// <summary>Takes over an offered case: from then on the taking committee is responsible.</summary>
    public static Task<Outcome<Recorded>> Accept(Guid childId, Act act) =>
        Do(
            act,
            ProtectionPermissions.Take,
            childId,
            one => one.Offered,
            (one, by, _) => new AcceptTransfer(one.Offered.Division, by, act.Now)
        );

    /// <summary>Refuses an offered case, with the reason: it stays with the offering committee.</summary>
    public static Task<Outcome<Recorded>> Refuse(Guid childId, CaseWords body, Act act) =>
        Refused(CaseWords.Faults(body))
        ?? Do(
            act,
            ProtectionPermissions.Take,
            childId,
            one => one.Offered,
            (_, by, seal) => new RefuseTransfer(seal(body.Text!), by, act.Now)
        );

    /// <summary>Requests the closing of the case, with the reason.</summary>
    public static Task<Outcome<Recorded>> AskClosing(Guid childId, NewClosing body, Act act) =>
        Refused(NewClosing.Faults(body, ProtectionTable.BuiltIn))
        ?? On(
            act,
            ProtectionPermissions.Keep,
            childId,
            (by, seal) => new AskClosing(body.Reason!, seal(body.Why!), ProtectionTable.BuiltIn.AnswerDays, by, act.Now)
        );

    /// <summary>Closes the case. The requester can never approve it.</summary>
    public static Task<Outcome<Recorded>> Approve(Guid childId, Act act) =>
        On(act, ProtectionPermissions.Decide, childId, (by, _) => new ApproveClosing(by, act.Now));

    /// <summary>Refuses the closing, with the reason: the case stays open.</summary>
    public static Task<Outcome<Recorded>> RefuseClosing(Guid childId, CaseWords body, Act act) =>
        Refused(CaseWords.Faults(body))
        ?? On(act, ProtectionPermissions.Decide, childId, (by, seal) => new RefuseClosing(seal(body.Text!), by, act.Now));

    /// <summary>Opens a closed case again, with the reason. It must be assessed anew.</summary>
    public static Task<Outcome<Recorded>> Reopen(Guid childId, CaseWords body, Act act) =>
        Refused(CaseWords.Faults(body))
        ?? On(
            act,
            ProtectionPermissions.Decide,
            childId,
            (by, seal) => new ReopenProtection(seal(body.Text!), ProtectionTable.BuiltIn.AssessDays, by, act.Now)
        );
}
