using Emergency.Domain.Grids;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Grids;

/// <summary>Corrects the members and accounts of the people responsible for a grid: members are alerted for it, accounts see it.</summary>
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
            // The same member is being corrected by somebody else: they stay behind, and are shown so.
            if (!sent.Accepted && sent.Problem?.Code != Team.ChangedMeanwhile.Text)
                return (at, sent.Problem);
            at = sent.Accepted ? sent.Position : at;
        }
        foreach (var account in answers.Accounts(grid).Where(one => !GridAccounts.Waits(known, one)))
        {
            // Nobody can change their own account, or one with roles beyond their own: it is shown as behind.
            var (_, sent) = await act.Use<Administration>().Follow(As(account.Id.Key), account, community, grid, act.Stop);
            at = sent.Accepted ? sent.Position : at;
        }
        return (at, null);
    }

    // A repeated request sends the same commands.
    private Asked As(string what) => act.Asked with { CommandId = Derived.Id(act.Asked.CommandId, $"follows-{what}") };
}
