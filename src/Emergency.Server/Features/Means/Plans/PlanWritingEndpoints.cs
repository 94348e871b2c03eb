using Emergency.Domain.Plans;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording.Papers;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Plans;

/// <summary>Library cards from which new ones can start, and the rules for their content.</summary>
internal sealed record PlanLibrary(IReadOnlyList<LibraryCard> Cards, PlanRules Rules);

/// <summary>
/// Endpoints for writing the next version piece by piece. Each piece is saved as it comes, so that nothing typed is lost
/// and two people can write side by side.
/// </summary>
internal static class PlanWritingEndpoints
{
    public static RouteGroupBuilder MapPlanWriting(this RouteGroupBuilder api)
    {
        api.MapGet("/plan-library", Library).Needs(PlanPermissions.Draft).WithTags("plans");
        var routes = api.MapGroup("/communities/{code}/plan").WithTags("plans");
        routes.MapPost("/cards", Save).Needs(PlanPermissions.Draft);
        routes.MapPost("/cards/remove", Remove).Needs(PlanPermissions.Draft);
        routes.MapPost("/headings", Head).Needs(PlanPermissions.Draft);
        routes.MapPost("/withdraw", Withdraw).Needs(PlanPermissions.Submit);
        routes.MapPost("/discard", Discard).Needs(PlanPermissions.Draft);
        routes.MapGet("/history", History).Needs(PlanPermissions.Draft);
        return api;
    }

    /// <summary>The response cards that come with the product, in town and village, and the rules for checking a card.</summary>
    public static Outcome<PlanLibrary> Library() => new PlanLibrary(CardLibrary.BuiltIn, PlanRules.BuiltIn);

    /// <summary>
    /// Writes a card of the next version. Nothing is written where it has changed since its writer loaded it
    /// (plan.changed-meanwhile).
    /// </summary>
    public static Task<Outcome<Done>> Save(string code, WrittenCard body, Known known, Act act) =>
        Refused<Done>(WrittenCard.Faults(body))
        ?? PlanEndpoints
            .On(code, known, act, PlanPermissions.Draft)
            .Done(by => new SaveCard(body.Card!.Card(), body.Seen?.Card(), Title(code, known, act), by, act.Now));

    /// <summary>Removes a card from the next version.</summary>
    public static Task<Outcome<Done>> Remove(string code, RemovedCard body, Known known, Act act) =>
        Refused<Done>(RemovedCard.Faults(body))
        ?? PlanEndpoints
            .On(code, known, act, PlanPermissions.Draft)
            .Done(by => new RemoveCard(body.Seen!.Card(), Title(code, known, act), by, act.Now));

    /// <summary>Writes the text under a heading of the template.</summary>
    public static Task<Outcome<Done>> Head(string code, WrittenHeading body, Known known, Act act) =>
        Refused<Done>(WrittenHeading.Faults(body))
        ?? PlanEndpoints
            .On(code, known, act, PlanPermissions.Draft)
            .Done(by => new SaveHeading(new(body.Code!, body.Text?.Trim() ?? ""), body.Seen, Title(code, known, act), by, act.Now));

    /// <summary>Takes a submitted draft back, so that the committee can write on.</summary>
    public static Task<Outcome<Done>> Withdraw(string code, Known known, Act act) =>
        PlanEndpoints.On(code, known, act, PlanPermissions.Submit).Done(by => new WithdrawPlan(by, act.Now));

    /// <summary>Throws the draft away. The version in force stays.</summary>
    public static Task<Outcome<Done>> Discard(string code, Known known, Act act) =>
        PlanEndpoints.On(code, known, act, PlanPermissions.Draft).Done(by => new DiscardDraft(by, act.Now));

    /// <summary>Events of the plan with their actors, the newest first, loaded from its stream.</summary>
    public static async Task<Outcome<PlanCourse>> History(
        string code,
        Asked asked,
        Known known,
        PlanHistory history,
        CancellationToken stop
    )
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, PlanPermissions.Draft, code);
        return seen is null
            ? problem
            : new Outcome<PlanCourse>(new(await history.Of(asked.Realm, code, known, stop), known.At.Value), known.At);
    }

    // A plan is written for people who read Chinese, in any language of the pages.
    private static string Title(string code, Known known, Act act) =>
        PaperTexts.In(null).Say("plan.title", ("community", known.Of<PlacesKnown>(act.Asked.Realm).Name(code)));
}
