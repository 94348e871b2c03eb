using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting;

/// <summary>
/// Serves an installation where nobody else could confirm: the person with access to its folder lists waiting confirmations
/// (<c>confirm</c>) and confirms one (<c>confirm ID</c>). The server carries it out at its next start. A request that another account may
/// confirm is left to that account.
/// </summary>
internal static class ConfirmCommand
{
    /// <summary>The account under which confirmations are made here.</summary>
    private static readonly By Console = new(new AccountId("console"), Role.Operator);

    public static async Task<int> List(Settings settings, ILoggerFactory logs, TextWriter output)
    {
        await using var opened = await Opened.Open(settings, TimeProvider.System, logs);
        var (confirmations, accounts) = await Read(opened);
        foreach (var one in confirmations.Waiting.Select(id => confirmations.All[id]).OrderBy(one => one.State.Until))
        {
            var body = opened.Sealing.Open<JsonObject>(one.State.Body);
            body?.Remove("password");
            await output.WriteLineAsync(
                $"{one.Id} {one.Act.Kind} {one.Act.Place} asked by {accounts.Find(one.AskedBy.Account)?.Name} as {one.AskedBy.Role}, until {one.State.Until.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC: {body?.ToJsonString(Json.Options)}"
            );
        }
        await output.WriteLineAsync($"{confirmations.Waiting.Count} waiting");
        return 0;
    }

    public static async Task<int> Confirm(Settings settings, string text, ILoggerFactory logs, TextWriter output)
    {
        if (!Guid.TryParse(text, out var id))
            throw new CannotStart($"{text}: the id that \"confirm\" lists");
        await using var opened = await Opened.Open(settings, TimeProvider.System, logs);
        var (confirmations, accounts) = await Read(opened);
        if (
            confirmations.Find(new(id)) is { Waits: true } one
            && accounts.Accounts.Values.FirstOrDefault(account => May(account, one)) is { } other
        )
        {
            await output.WriteLineAsync($"{other.Name} may confirm this and has to");
            return 1;
        }
        var now = TimeProvider.System.GetUtcNow();
        var sent = await new Sending(opened.Engine.Entities).Send(
            Console.Account.Key,
            Entities.Confirmation(new(id)),
            new ConfirmAct(Console, now),
            Guid.CreateVersion7(now),
            "",
            now
        );
        await output.WriteLineAsync(
            sent.Problem is null ? "confirmed; it is done when the server begins" : Foundation.Problems.Sentences.Of("en", sent.Problem)
        );
        return sent.Accepted ? 0 : 1;
    }

    private static bool May(AccountKnown account, ConfirmationKnown one)
    {
        if (account.State.Closed || account.Id.Key == one.Act.Subject)
            return false;
        var grants = account.Grants.Where(grant =>
            ConfirmationPermissions.Confirming(one.Act.Kind).Of(grant.Role) == Reach.Scope && grant.Scope.Covers(new Place(one.Act.Place))
        );
        return grants.Any(grant =>
            !Confirmation.IsOne(new By(account.Id, grant.Role, account.Member?.Member), one.AskedBy)
            && !Confirmation.IsSameOffice(one.Act.Kind, grant.Role, one.AskedBy.Role)
        );
    }

    private static async Task<(ConfirmationsKnown, AccountsKnown)> Read(Opened opened)
    {
        IView[] views = [new ConfirmationsView(), new AccountsView(opened.Sealing)];
        var states = views.Select(view => view.Empty).ToArray();
        var (head, changes) = (await opened.Engine.Feed.Head(), new Changes());
        if (head > Position.Start)
            await foreach (var batch in opened.Engine.Feed.Read(Position.Start))
            {
                foreach (
                    var happened in batch.Where(happened =>
                        happened.Entity.Realm == Entities.Live && happened.Event is not (Unreadable or NothingNew)
                    )
                )
                    for (var n = 0; n < views.Length; n++)
                        states[n] = views[n].Fold(states[n], happened, changes);
                changes.Clear();
                if (batch.Count > 0 && batch[^1].Position >= head)
                    break;
            }
        return ((ConfirmationsKnown)states[0], (AccountsKnown)states[1]);
    }
}
