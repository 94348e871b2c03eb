using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Quarters;

/// <summary>Who answers for a grid follows it: as members of the team, who are alerted for it, and with their accounts, which see it.</summary>
internal sealed class GridFollows(Act act, Known known, string community, Quarter grid)
{
    public async Task<(Position? At, Problem? Problem)> Follow()
    {
        Position? at = null;
        var answers = new GridAnswers(known, community);
        foreach (var one in answers.Members(grid))
        {
            var sent = await act.Use<Sending>()
                .Send(
                    As(one.Was.Id.ToString()),
                    QuarterPermissions.Draw,
                    new Place(community),
                    Entities.Team(Entities.Live, community),
                    by => new CorrectMember(one.Now, one.Was, one.Fields, null, by, act.Now),
                    stop: act.Stop
                );
            // Somebody corrects the same member just now: they stay behind, and it is shown so.
            if (!sent.Accepted && sent.Problem?.Code != Team.ChangedMeanwhile.Text)
                return (at, sent.Problem);
            at = sent.Accepted ? sent.Position : at;
        }
        foreach (var account in answers.Accounts(grid).Where(one => !GridAccounts.Waits(known, one)))
        {
            // One's own account, and one with roles beyond one's own, others change: it is shown as behind.
            var (_, sent) = await act.Use<Administration>().Follow(As(account.Id.Key), account, community, grid, act.Stop);
            at = sent.Accepted ? sent.Position : at;
        }
        return (at, null);
    }

    // The same request once more sends the same commands.
    private Asked As(string what) => act.Asked with { CommandId = Derived.Id(act.Asked.CommandId, $"follows-{what}") };
}
