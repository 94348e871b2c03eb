using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Pools;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Pools;

/// <summary>Endpoints for a street's pool of seconded staff (下沉力量): its members, and the community and term of each loan.</summary>
internal static class PoolEndpoints
{
    public static RouteGroupBuilder MapPoolActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/streets/{code}/pool").WithTags("pools");
        routes.MapGet("/", List).Needs(PoolPermissions.Read);
        routes.MapPost("/staff", Add).Needs(PoolPermissions.Edit);
        routes.MapPost("/staff/{member:guid}/lend", Lend).Needs(PoolPermissions.Edit);
        routes.MapPost("/staff/{member:guid}/remove", Remove).Needs(PoolPermissions.Edit);
        return api;
    }

    /// <summary>Members of the pool: those lent to nobody first, then by the end of the term. Names are masked.</summary>
    public static Outcome<PoolShown> List(string code, Asked asked, Known known, ISealing sealing)
    {
        if (Against(code, asked, PoolPermissions.Read) is { } problem)
            return problem;
        var (places, today) = (known.Of<PlacesKnown>(asked.Realm), Shanghai.Day(asked.Now));
        var items = known
            .Of<PoolsKnown>(asked.Realm)
            .Of(code)
            .Staff.Values.OrderBy(one => one.Loan?.To ?? DateOnly.MinValue)
            .ThenBy(one => one.Id.Value)
            .Select(one => new StaffShown(
                one.Id,
                Masks.Name(sealing.Open<MemberContact>(one.Contact)?.Name ?? ""),
                one.Unit,
                MemberKnown.Opened(one.SealedSkills, one.Skills, sealing),
                one.Loan is { } loan ? new(loan.Community, places.Name(loan.Community), loan.From, loan.To, loan.To < today) : null
            ));
        return new Outcome<PoolShown>(new([.. items], known.At.Value), known.At);
    }

    /// <summary>Takes somebody into the pool. Nobody under 18 can join.</summary>
    public static async Task<Outcome<StaffWritten>> Add(string code, NewStaff body, Act act)
    {
        if (NewStaff.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (Against(code, act.Asked, PoolPermissions.Edit) is { } problem)
            return problem;
        var contact = new MemberContact(body.Name!.Trim(), [.. body.Phones!], null, null, body.Born);
        if (contact.IsMinor(Shanghai.Day(act.Now)))
            return Problem.Of(Team.IsMinor);
        var id = act.Asked.NewId<MemberId>();
        var sealedContact = await act.Seal(id.Value, contact);
        var skills = body.Skills is { Count: > 0 } able ? (Sealed?)await act.Seal(id.Value, new MemberSkills([.. able])) : null;
        var staff = new PoolStaff(id, body.Unit!.Trim(), [], sealedContact) { SealedSkills = skills };
        return await Send(code, id, act, by => new AddStaff(staff, by, act.Now));
    }

    /// <summary>
    /// Lends a member to a community of the street for a term: they are in its team at once, as 下沉力量. They come back by
    /// leaving the team, which first hands over the things they hold.
    /// </summary>
    public static async Task<Outcome<StaffWritten>> Lend(string code, Guid member, NewStaffLoan body, Act act)
    {
        if (NewStaffLoan.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (Against(code, act.Asked, PoolPermissions.Edit) is { } problem)
            return problem;
        if (
            Divisions.Street(body.Community!) != code
            || (await act.Use<Folding>().Newest(act.Stop)).Of<PlacesKnown>(act.Asked.Realm).Of(body.Community!) is null
        )
            return Problem.Of(Division.Unknown);
        var id = new MemberId(member);
        return await Send(code, id, act, by => new LendStaff(id, new(body.Community!, body.From!.Value, body.To!.Value), by, act.Now));
    }

    /// <summary>Removes a member, who goes back to their own unit. Refused while they are lent.</summary>
    public static async Task<Outcome<StaffWritten>> Remove(string code, Guid member, Act act) =>
        Against(code, act.Asked, PoolPermissions.Edit) is { } problem
            ? problem
            : await Send(code, new(member), act, by => new RemoveStaff(new(member), by, act.Now));

    private static Problem? Against(string code, Asked asked, Permission permission) =>
        !Divisions.IsCode(code) || code.Length != 9 ? Problem.NotFound : asked.Allow(permission, new Place(code)).Problem;

    private static async Task<Outcome<StaffWritten>> Send(string code, MemberId id, Act act, Func<By, Command> make)
    {
        var sent = await act.Send(PoolPermissions.Edit, new Place(code), Entities.Pool(act.Asked.Realm, code), make);
        return sent.With(new StaffWritten(id, sent.Position.Value));
    }
}

/// <param name="Over">True when the term has ended and they are still there.</param>
internal sealed record StaffLoanShown(string Community, string Name, DateOnly From, DateOnly To, bool Over);

/// <summary>A member of a pool, the name masked.</summary>
internal sealed record StaffShown(MemberId Id, string Mask, string Unit, IReadOnlyList<string> Skills, StaffLoanShown? Loan);

internal sealed record PoolShown(IReadOnlyList<StaffShown> Items, long Position);

internal sealed record StaffWritten(MemberId Member, long Position);

/// <param name="Unit">Sending unit, up to 40 characters.</param>
internal sealed record NewStaff(
    string? Name,
    IReadOnlyList<string>? Phones,
    string? Unit,
    IReadOnlyList<string>? Skills = null,
    DateOnly? Born = null
)
{
    public static IReadOnlyList<string> Faults(NewStaff body) =>
        [
            .. Checks.Text(body.Name, "$.name", 100, needed: true),
            .. Checks.Need(body.Phones is { Count: > 0 }, "$.phones: one at least"),
            .. Telephone.Faults(body.Phones, "$.phones"),
            .. Checks.Text(body.Unit, "$.unit", 40, needed: true),
            .. Checks.Need(
                (body.Skills ?? []) is { Count: <= 20 } all && all.All(one => one is { Length: > 0 and <= 40 }),
                "$.skills: at most 20, each up to 40 characters"
            ),
        ];
}

/// <summary>A loan. Both days are included; a year at most.</summary>
internal sealed record NewStaffLoan(string? Community, DateOnly? From, DateOnly? To)
{
    public static IReadOnlyList<string> Faults(NewStaffLoan body) =>
        [
            .. Checks.Need(Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
            .. Checks.Need(body.From is not null, "$.from: YYYY-MM-DD"),
            .. Checks.Need(body.To is not null, "$.to: YYYY-MM-DD"),
        ];
}
