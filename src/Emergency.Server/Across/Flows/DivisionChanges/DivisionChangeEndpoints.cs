using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>
/// 撤并/拆分: splits and merges communities of a street. Each decision is kept at once; nothing is moved before all decisions are made and a
/// second person has confirmed them.
/// </summary>
internal static class DivisionChangeEndpoints
{
    public static RouteGroupBuilder MapDivisionChangeActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/streets/{street}/division-change").WithTags("division-changes");
        routes.MapGet("/", Read).Needs(DivisionChangePermissions.Read);
        routes.MapPost("/", Open).Needs(DivisionChangePermissions.Make);
        routes.MapPost("/say", Say).Needs(DivisionChangePermissions.Make);
        routes.MapPost("/drop", Drop).Needs(DivisionChangePermissions.Make);
        routes.MapPost("/ask", Ask).Needs(DivisionChangePermissions.Make).Produces<DivisionChangeWaits>(StatusCodes.Status202Accepted);
        return api;
    }

    /// <summary>Shows the change in hand, with each thing and its destination, the obstacles and the progress; and earlier changes. Names are masked; of children only doors are shown.</summary>
    public static Outcome<DivisionChangesShown> Read(string street, Asked asked, Known known)
    {
        if (Against(asked, DivisionChangePermissions.Read, street) is { } problem)
            return problem;
        return new Outcome<DivisionChangesShown>(DivisionChangesShown.Of(known, street, asked.Now), known.At);
    }

    /// <summary>Takes a change in hand: the old communities, and those that exist afterwards. An existing community can be merged into; an old one can continue with a part.</summary>
    public static async Task<Outcome<Done>> Open(string street, NewDivisionChange body, Act act)
    {
        if (NewDivisionChange.Faults(body, Shanghai.Day(act.Now)) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (Against(act.Asked, DivisionChangePermissions.Make, street) is { } problem)
            return problem;
        var places = (await act.Use<Folding>().Newest(act.Stop)).Of<PlacesKnown>();
        // The name comes from the register, where the register has the community.
        ListOf<NewDivision> to =
        [
            .. body.New!.Select(one => new NewDivision(one.Code!, places.Of(one.Code!)?.Facts.Name ?? one.Name?.Trim() ?? "")),
        ];
        if (to.FirstOrDefault(one => one.Name.Length == 0) is { } nameless)
            return Problem.Bad($"$.new: {nameless.Code} needs a name");
        if (body.Old!.FirstOrDefault(code => places.Of(code) is null) is { } unknown)
            return new Problem("division.unknown", [unknown]);
        ListOf<string> ended =
        [
            .. body.Old!.Concat(to.Select(one => one.Code)).Where(code => places.Of(code)?.Facts.Successor is not null),
        ];
        return await Send(act, street, by => new OpenDivisionChange(street, [.. body.Old!], to, body.From!.Value, ended, by, act.Now));
    }

    /// <summary>Sets the destination of up to 2,000 things; it is kept at once.</summary>
    public static async Task<Outcome<Done>> Say(string street, NewGoing body, Act act)
    {
        if (NewGoing.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (Against(act.Asked, DivisionChangePermissions.Make, street) is { } problem)
            return problem;
        var known = await act.Use<Folding>().Newest(act.Stop);
        var change = known.Of<DivisionChangesKnown>().Of(street);
        var things = Things.Of(known, change.Old, Shanghai.Day(act.Now)).Select(thing => thing.Id).ToHashSet(StringComparer.Ordinal);
        if (change.IsInHand && body.Things!.FirstOrDefault(thing => !things.Contains(thing)) is { } unknown)
            return new Problem("division.unknown-thing", [unknown]);
        ListOf<string> planned =
        [
            .. change
                .New.Select(one => one.Code)
                .Where(code => known.Of<PlansKnown>().Of(code).State is not { InForce: null, Draft: null }),
        ];
        return await Send(
            act,
            street,
            by => new SayDivisionChange([.. body.Things!.Select(thing => new Goes(thing, body.To))], planned, by, act.Now)
        );
    }

    /// <summary>Discards the change: nothing has been moved.</summary>
    public static async Task<Outcome<Done>> Drop(string street, Act act) =>
        Against(act.Asked, DivisionChangePermissions.Make, street) ?? await Send(act, street, by => new DropDivisionChange(by, act.Now));

    /// <summary>Requests that the change be carried out, once all decisions are made and nothing runs; it begins when a second person of the street or the county has confirmed it.</summary>
    public static async Task<Outcome<DivisionChangeWaits>> Ask(string street, Act act)
    {
        if (Against(act.Asked, DivisionChangePermissions.Make, street) is { } problem)
            return problem;
        var (confirming, known) = (act.Use<Confirming>(), await act.Use<Folding>().Newest(act.Stop));
        var change = known.Of<DivisionChangesKnown>().Of(street);
        if (!await confirming.HasAsked(act.Asked, act.Stop))
        {
            if (change.Stage == DivisionChangeStage.Begun)
                return Problem.Of(DivisionChange.Begun);
            if (DivisionChangeAct.Against(known, street, change.Edition, act.Asked) is { } against)
                return against;
            if (DivisionChangesShown.Waiting(known, street, change, act.Now) is not null)
                return new Problem("division.waits", []);
        }
        var (waits, sent) = await confirming.Ask(
            act.Asked,
            DivisionChangePermissions.Make,
            new Place(street),
            DivisionChangeAct.Of(street, change.Number),
            act.Asked.NewId<ConfirmationId>().Value,
            new DivisionChangeAsked(change.Number, change.Edition, change.Old, change.New, change.From, change.Said.Count),
            act.Stop
        );
        return sent.With(new DivisionChangeWaits(waits.Confirmation, waits.Until, sent.Position.Value), StatusCodes.Status202Accepted);
    }

    private static Problem? Against(Asked asked, Permission permission, string street) =>
        street is not { Length: 9 } || !Divisions.IsCode(street) ? Problem.NotFound : asked.Allow(permission, new Place(street)).Problem;

    private static async Task<Outcome<Done>> Send(Act act, string street, Func<By, Command> make) =>
        (await act.Send(DivisionChangePermissions.Make, new Place(street), Entities.DivisionChange(street), make)).With(new Done());
}
