using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Stock;

/// <summary>Endpoints for keeping a store by hand, of a community or of a street.</summary>
internal static class StoreActEndpoints
{
    public static RouteGroupBuilder MapStoreActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/stores/{code}").WithTags("supplies");
        routes.MapPost("/lots", Enter).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/receive", Receive).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/correct", Correct).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/count", Count).Needs(SuppliesPermissions.Count);
        routes.MapPost("/lots/{lot:guid}/write-off", WriteOff).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/move", Move).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/hand-out", HandOut).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/lend", Lend).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/loans/{loan:guid}/extend", Extend).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/loans/{loan:guid}/return", Return).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/lots/{lot:guid}/give", Give).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/transfers/{transfer:guid}/cancel", Cancel).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/transfers/{transfer:guid}/take", Take).Needs(SuppliesPermissions.Keep);
        routes.MapPost("/transfers/{transfer:guid}/refuse", Refuse).Needs(SuppliesPermissions.Keep);
        return api;
    }

    /// <summary>Takes in a new lot.</summary>
    public static Task<Outcome<Recorded>> Enter(string code, NewLot body, Known known, Act act)
    {
        var id = act.Asked.NewId<LotId>();
        return Refused(NewLot.Faults(body))
            ?? On(code, id.Value, known, act)
                .Do(async _ =>
                {
                    var note = await act.SealText(id.Value, body.Note);
                    var facts = body.Facts(id, Shanghai.Day(act.Now));
                    return by => new EnterLot(facts, body.Source ?? SupplySource.Other, body.Replaces, note, by, act.Now);
                });
    }

    /// <summary>Takes in more of a lot.</summary>
    public static Task<Outcome<Recorded>> Receive(string code, Guid lot, MoreOfLot body, Known known, Act act) =>
        Refused(MoreOfLot.Faults(body))
        ?? On(code, lot, known, act)
            .Do(async _ =>
            {
                var note = await act.SealText(lot, body.Note);
                return by => new ReceiveLot(new(lot), body.Quantity!.Value, body.Source ?? SupplySource.Other, note, by, act.Now);
            });

    /// <summary>
    /// Corrects the facts of a lot. Nothing is written where somebody else has changed one of the fields since it was
    /// loaded.
    /// </summary>
    public static Task<Outcome<Recorded>> Correct(string code, Guid lot, NewLotCorrection body, Known known, Act act) =>
        Refused(NewLotCorrection.Faults(body))
        ?? On(code, lot, known, act)
            .Do(
                (seen, by) =>
                {
                    var facts = seen.State.Lots.GetValueOrDefault(new LotId(lot))?.Facts ?? Nameless(lot);
                    var (was, now) = (body.Was!.Onto(facts), body.Now!.Onto(facts));
                    return new CorrectLot(now, was, [.. body.Was.Differences(body.Now)], by, act.Now);
                }
            );

    /// <summary>Records a count, made now or earlier without network.</summary>
    public static Task<Outcome<Recorded>> Count(string code, Guid lot, NewCount body, Known known, Act act) =>
        Refused(NewCount.Faults(body))
        ?? On(code, lot, known, act, SuppliesPermissions.Count)
            .Do(async _ =>
            {
                var note = await act.SealText(lot, body.Note);
                return by => new CountLot(new(lot), body.Here!.Value, By(act, body.CountedAt), note, by, act.Now);
            });

    /// <summary>Writes off with reason and witness; never goods that an incident has reserved.</summary>
    public static Task<Outcome<Recorded>> WriteOff(string code, Guid lot, NewWriteOff body, Known known, Act act) =>
        Refused(NewWriteOff.Faults(body))
        ?? On(code, lot, known, act)
            .Do(async _ =>
            {
                var (witness, note) = (await act.SealText(lot, body.Witness), await act.SealText(lot, body.Note));
                return by => new WriteOffLot(
                    new(lot),
                    body.Quantity!.Value,
                    body.Reason!.Value,
                    witness,
                    body.WitnessMember,
                    note,
                    by,
                    act.Now
                );
            });

    /// <summary>Moves a lot, or a part of it, to another place.</summary>
    public static Task<Outcome<Recorded>> Move(string code, Guid lot, NewMove body, Known known, Act act) =>
        Refused(NewMove.Faults(body))
        ?? On(code, lot, known, act)
            .Do(by => new MoveLot(
                new(lot),
                body.Quantity!.Value,
                act.Asked.NewId<LotId>(),
                body.Location!.Trim(),
                body.Keeper,
                by,
                act.Now
            ));

    /// <summary>Hands out goods outside an incident.</summary>
    public static Task<Outcome<Recorded>> HandOut(string code, Guid lot, NewHandOut body, Known known, Act act) =>
        Refused(NewHandOut.Faults(body))
        ?? On(code, lot, known, act)
            .Do(async _ =>
            {
                var to = await act.Seal(lot, new Holder(Text(body.Unit), Text(body.Person)));
                var note = await act.SealText(lot, body.Note);
                return by => new HandOutLot(new(lot), body.Quantity!.Value, to, note, body.Professionals, by, act.Now);
            });

    /// <summary>Lends goods until a day.</summary>
    public static Task<Outcome<Recorded>> Lend(string code, Guid lot, NewLoan body, Known known, Act act)
    {
        var id = act.Asked.NewId<LoanId>();
        return Refused(NewLoan.Faults(body))
            ?? (On(code, id.Value, known, act) with { Against = seen => NoStore(seen, body.Store) }).Do(async seen =>
            {
                var unit = body.Store is { } store ? seen.Places.Name(store) : Text(body.Unit);
                var to = await act.Seal(lot, new Holder(unit, Text(body.Person)));
                return by => new LendLot(
                    new(lot),
                    id,
                    body.Quantity!.Value,
                    to,
                    body.Store,
                    body.Until!.Value,
                    body.Professionals,
                    by,
                    act.Now
                );
            });
    }

    /// <summary>Extends a loan.</summary>
    public static Task<Outcome<Recorded>> Extend(string code, Guid lot, Guid loan, NewTerm body, Known known, Act act) =>
        Refused(NewTerm.Faults(body))
        ?? On(code, loan, known, act).Do(by => new ExtendLoan(new(lot), new(loan), body.Until!.Value, by, act.Now));

    /// <summary>Takes back some of a loan, or all. Broken items are written off.</summary>
    public static Task<Outcome<Recorded>> Return(string code, Guid lot, Guid loan, NewLoanReturn body, Known known, Act act) =>
        Refused(NewLoanReturn.Faults(body))
        ?? On(code, loan, known, act)
            .Do(async _ =>
            {
                var note = await act.SealText(lot, body.Note);
                return by => new ReturnLoan(new(lot), new(loan), body.Back, body.Broken, body.Lost, note, by, act.Now);
            });

    /// <summary>Gives some of a lot to another store, which takes or refuses it.</summary>
    public static Task<Outcome<Recorded>> Give(string code, Guid lot, NewStockTransfer body, Known known, Act act)
    {
        var id = act.Asked.NewId<TransferId>();
        return Refused(NewStockTransfer.Faults(body))
            ?? (On(code, id.Value, known, act) with { Against = seen => NoStore(seen, body.To) }).Do(by => new GiveLot(
                new(lot),
                id,
                body.Quantity!.Value,
                body.To!,
                by,
                act.Now
            ));
    }

    /// <summary>Cancels a transfer that has not been taken: the giver has the goods again.</summary>
    public static Task<Outcome<Recorded>> Cancel(string code, Guid transfer, Known known, Act act) =>
        On(code, transfer, known, act).Do(by => new EndTransfer(new(transfer), false, by, act.Now));

    /// <summary>Takes the quantity that arrived. The rest is the giver's again.</summary>
    public static Task<Outcome<Recorded>> Take(string code, Guid transfer, NewStockTaking body, Known known, Act act) =>
        Refused(NewStockTaking.Faults(body))
        ?? Coming(code, transfer, known, act)
            .Do(by => new PassLot(new(transfer), body.Quantity!.Value, code, body.Location!.Trim(), body.Keeper, by, act.Now));

    /// <summary>Refuses a transfer: the goods are the giver's again.</summary>
    public static Task<Outcome<Recorded>> Refuse(string code, Guid transfer, Known known, Act act) =>
        Coming(code, transfer, known, act).Do(by => new EndTransfer(new(transfer), true, by, act.Now));

    // A telephone's clock can be a little ahead of the server's.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private static DateTimeOffset By(Act act, DateTimeOffset? phone) =>
        phone is not { } at || (at > act.Now && at - act.Now <= Ahead) ? act.Now : at.ToUniversalTime();

    private static ActOn<StoreSeen> On(string code, Guid id, Known known, Act act, Permission? permission = null)
    {
        var needed = permission ?? SuppliesPermissions.Keep;
        return new(
            act,
            id,
            needed,
            () => ValueTask.FromResult<Found<StoreSeen>>(StoreSeen.Find(known, act.Asked, needed, code)),
            seen => Entities.Supplies(act.Asked.Realm, seen.Code),
            seen => act.Asked.Within(needed, seen.Code)
        );
    }

    // The giving store decides, because only it knows whether it still gives.
    private static ActOn<StoreSeen> Coming(string code, Guid transfer, Known known, Act act) =>
        On(code, transfer, known, act) with
        {
            Against = seen => Giver(seen, transfer) is null ? Problem.Of(Supplies.UnknownTransfer) : null,
            To = seen => Entities.Supplies(act.Asked.Realm, Giver(seen, transfer)!),
        };

    private static string? Giver(StoreSeen seen, Guid transfer) =>
        seen
            .Stores.Stocks.Where(store => store.Value.Transfers.TryGetValue(new(transfer), out var one) && one.To == seen.Code)
            .Select(store => store.Key)
            .FirstOrDefault();

    private static Problem? NoStore(StoreSeen seen, string? store) =>
        store is null || seen.Others.Contains(store, StringComparer.Ordinal) ? null : new Problem("supplies.other-street", [store]);

    private static LotFacts Nameless(Guid lot) => new(new(lot), "", "", "", 0, 0, null, "", null, null, null);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
