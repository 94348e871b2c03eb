using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting.Pages;

/// <summary>
/// The accounts of a demo, one for each role of the story in 浉河区. Made at the first start; bound to their team member as soon as the team
/// is there.
/// </summary>
internal sealed class DemoAccounts(
    Folding folding,
    Sending sending,
    ISealing sealing,
    Passwords passwords,
    SigningIn signingIn,
    Clock clock,
    Installation installation
)
{
    private const string County = "411502",
        Street = "411502001",
        Community = "411502001001";

    /// <summary>Name, role, scope, and the number of the member in the sample team register.</summary>
    private static readonly (string Name, Role Role, Scope Scope, string? Member)[] Table =
    [
        ("commander", Role.CountyCommander, new(County), null),
        ("duty", Role.CountyDuty, new(County), null),
        ("department", Role.Department, new(County), null),
        ("street", Role.StreetOfficer, new(Street), null),
        ("secretary", Role.Secretary, new(Community), "M000773"),
        ("child", Role.ChildDirector, new(Community), "M000775"),
        ("supervisor", Role.ChildSupervisor, new(Street), null),
        ("grid", Role.GridChief, new(Community, "001001-G1"), "M000001"),
        ("grid2", Role.GridChief, new(Community, "001001-G2"), "M000002"),
        ("building", Role.BuildingChief, new(Community, "001001-G1", "7号楼"), "M000010"),
        ("unit", Role.UnitChief, new(Community, "001001-G1", "1号楼", "2单元"), "M000013"),
        ("responder", Role.Responder, new(Community), "M000029"),
        ("volunteer", Role.Volunteer, new(Community), "M000034"),
        ("clinic", Role.Clinic, new(Street), null),
        ("civil", Role.CivilAffairs, new(County), null),
        ("auditor", Role.Auditor, new(County), null),
        ("operator", Role.Operator, new(County), null),
    ];

    /// <summary>Name, role and place of each account, for the sign-in page.</summary>
    public static IEnumerable<(string Name, Role Role, string Division)> Open =>
        Table.Select(row => (row.Name, row.Role, row.Scope.Division));

    public static IReadOnlyList<string> Names => [.. Table.Select(row => row.Name)];

    /// <summary>Makes the missing accounts; sent again at each start, which changes nothing once all are there.</summary>
    public async Task Make(CancellationToken stop)
    {
        var known = folding.Now;
        var team = known.Of<TeamsKnown>().Of(Community);
        var (password, now) = (passwords.Hash(installation.DemoPassword!), clock.Now(Entities.Live));
        foreach (var (n, (name, role, scope, number)) in Table.Index())
        {
            var id = sealing.Account(name);
            var by = new By(id, role);
            var member =
                number is null ? null
                : team.Members.Values.FirstOrDefault(member => member.Contact?.Register == number) is { } found
                    ? new MemberBinding(Community, found.Facts.Id)
                : null;
            if (known.Of<AccountsKnown>().Find(id) is not { } account)
            {
                await sealing.Ensure([Features.Accounts.Names.Key(id)], stop);
                var contact = sealing.Seal(
                    Features.Accounts.Names.Key(id),
                    new AccountContact(name, "演示账号（虚构）", number is null ? FormattableString.Invariant($"139-0000-93{n:00}") : null)
                );
                await signingIn.Seen(
                    await sending.Send(
                        "demo",
                        Entities.Account(id),
                        new AddAccount(contact, password, [new Grant(role, scope)], member, by, now),
                        clock.NewId(),
                        "",
                        now,
                        stop: stop
                    ),
                    stop
                );
            }
            else if (account.Member is null && member is not null)
            {
                await signingIn.Seen(
                    await sending.Send(
                        "demo",
                        Entities.Account(id),
                        new ChangeGrants(account.Grants, member, by, now),
                        clock.NewId(),
                        "",
                        now,
                        stop: stop
                    ),
                    stop
                );
            }
        }
    }
}
