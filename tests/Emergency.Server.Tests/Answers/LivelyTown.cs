using System.Text;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Tests;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Answers;

/// <summary>
/// The whole product over random lives of every noun, always the same: its clock stands, its ids count, and nothing happens in it by
/// itself.
/// </summary>
internal sealed class LivelyTown : ITown, IAnswering
{
    public static readonly DateTimeOffset Now = new(2026, 3, 11, 9, 0, 0, TimeSpan.FromHours(8));
    private const int Draws = 150,
        Many = 20;

    /// <summary>
    /// Kinds without a random life here: people, places and accounts are fixed; imports and readings are nobody's state; a drill's own
    /// realm is another town.
    /// </summary>
    private static readonly string[] Set =
    [
        "residents",
        "place",
        "division-change",
        "audit",
        "import",
        "columns",
        "cue",
        "confirmation",
        "line",
    ];

    private static readonly string[] Texts =
    [
        Borough.Community,
        Borough.Community,
        Borough.Community,
        Borough.Neighbour,
        Borough.County,
        "G1",
        "1号楼",
    ];

    private static readonly int[] Later = [0, 1, 2, 3, 4, 6, 8, 12, 20];
    private static readonly GeoPoint[] Points =
    [
        new(Borough.Lon, Borough.Lat),
        new(Borough.Lon + 0.001, Borough.Lat),
        new(Borough.Lon + 0.015, Borough.Lat - 0.002),
    ];
    private static readonly MemberId[] Members =
    [
        new(Id(1)),
        BoroughRegisters.Secretary,
        BoroughRegisters.GridChief,
        BoroughRegisters.BuildingChief,
        BoroughRegisters.Volunteer,
    ];
    private static readonly Area[] Areas =
    [
        new Area.Circle(Points[0], 150),
        new Area.Polygons([
            [
                [Points[0], Points[1], new(Borough.Lon, Borough.Lat + 0.001), Points[0]],
            ],
        ]),
    ];

    private readonly TempFolder _folder = new();
    private readonly SaidTime _time = new(Now);
    private Opened _opened = null!;
    private WebApplication _app = null!;
    private int _sent;

    public TimeProvider Time => _time;
    public Uri Address { get; private set; } = null!;
    public Folding Folding => _app.Services.GetRequiredService<Folding>();
    public IReadOnlyList<IView> Views => [.. _app.Services.GetServices<IView>()];

    public void Wait(int days) => _time.Say(Now.AddDays(days));

    public IEnumerable<string> Lists => _app.Services.GetServices<IListed>().Select(list => list.Name).Distinct(StringComparer.Ordinal);

    /// <summary>Id of the person, thing, member … with a number, from 1.</summary>
    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static async Task<LivelyTown> Open()
    {
        var town = new LivelyTown();
        var settings = new Settings
        {
            Data = town._folder["data"],
            Demo = false,
            Ballast = 0,
            Urls = "http://127.0.0.1:0",
            Checkpoint = 0,
        };
        var opened = await Opened.Open(settings, town._time, NullLoggerFactory.Instance);
        town._opened = opened with { Engine = new StillEngine(opened.Engine), Sealing = new Legible(opened.Sealing) };
        town._app = Product.Build(settings.With(opened.Installation), town._opened, 1);
        await town._app.StartAsync();
        town.Address = new(town._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await BoroughRegisters.Load(town);
        await town.People();
        await town.Lives();
        await town.Seen();
        return town;
    }

    public string Kept(string answer) => answer;

    public async Task<string> SignIn(Role role)
    {
        var scope = role switch
        {
            Role.StreetOfficer or Role.CivilAffairs or Role.Clinic or Role.ChildSupervisor => new Scope(Borough.Street),
            Role.GridChief => new(Borough.Community, "G1"),
            Role.BuildingChief => new(Borough.Community, "G1", "1号楼"),
            Role.UnitChief => new(Borough.Community, "G1", "1号楼", "1单元"),
            Role.Secretary or Role.ChildDirector or Role.GroupLeader or Role.Responder or Role.Volunteer or Role.Party => new(
                Borough.Community
            ),
            _ => new(Borough.County),
        };
        var (account, key) = (new AccountId($"as-{role}"), Derived.Register("account", Borough.County, $"{role}"));
        var member = scope.Division.Length == 12 ? new MemberBinding(scope.Division, BoroughRegisters.Secretary) : null;
        await Do(
            Entities.Account(account),
            new AddAccount(
                await Seal(key, new AccountContact($"甲{role}", null, null)),
                "not-for-signing-in",
                [new(role, scope)],
                member,
                Borough.By,
                Now
            )
        );
        var token = SessionToken.Draw(new SessionId(key));
        await _app
            .Services.GetRequiredService<OpenSessions>()
            .Begin(new(token.Session, account, new(token.Hash, Now, Now.AddDays(9), Now)), CancellationToken.None);
        await Seen();
        return token.ToString();
    }

    public async Task<Position> Do(EntityId to, Command command)
    {
        var number = ++_sent;
        var meta = new Meta(
            new Guid(number, 1, 0, new byte[8]),
            new string('0', 64),
            "as-Operator",
            "",
            "",
            null,
            Now.AddDays(-2).AddSeconds(number),
            null
        );
        return (await _opened.Engine.Entities.Send(to, command, meta)).ShouldBeOfType<Reply.Accepted>($"{to} {command}").Position;
    }

    public async Task<Sealed> Seal<T>(Guid key, T value)
    {
        await _opened.Sealing.Ensure([key]);
        return _opened.Sealing.Seal(key, value);
    }

    private async Task Seen() => await Folding.At(await _opened.Engine.Feed.Head(), Until.AtMost, CancellationToken.None);

    private async Task People()
    {
        foreach (
            var (number, name, born, kind) in ((int, string, DateOnly, string)[])
                [
                    (1, "欧阳试一", new(1938, 3, 12), "elder-alone"),
                    (2, "李拟二", new(2012, 3, 13), "left-behind-minor"),
                    (3, "王样三", new(1986, 8, 1), "disabled"),
                    (4, "赵例四", new(1945, 1, 2), "elder-alone"),
                    (5, "钱试五", new(2009, 3, 12), "left-behind-minor"),
                    (6, "孙样六", new(1998, 5, 6), "pregnant"),
                    (7, "周拟七", new(1970, 7, 8), "escort"),
                ]
        )
            await BoroughRegisters.Record(this, new(Id(number)), BoroughRegisters.Elder, name, born, number / 10_000.0, kind);
        var (register, today) = (Entities.Residents(Entities.Live, Borough.Community), Shanghai.Day(Now));
        foreach (
            var (number, role, from, to) in ((int, string, int, int)[])
                [(2, GuardianRoles.Guardian, -90, 90), (5, GuardianRoles.Caregiver, -90, 0), (2, GuardianRoles.Caregiver, 0, 9)]
        )
        {
            var key = Derived.Register("guardian", Borough.County, $"{number} {role}");
            var contact = new GuardianContact(
                role,
                "吴例",
                "姨",
                ["13900000009"],
                null,
                true,
                today.AddDays(from),
                today.AddDays(to),
                null
            );
            await Do(register, new EnterGuardian(new(new(key), new(Id(number)), await Seal(Id(number), contact)), null, Borough.By, Now));
        }
        // A consent that ends yesterday, today, tomorrow, in a month, or never.
        foreach (var (number, until) in ((int, int?)[])[(1, -1), (3, 0), (4, 1), (6, 30), (7, null)])
            await Do(
                register,
                new GiveConsent(
                    new(Id(number)),
                    new([ConsentUse.HealthCare, ConsentUse.HealthClinic, ConsentUse.PhotoCare], null, today.AddDays(-9)),
                    until is { } days ? today.AddDays(days) : null,
                    new(false, []),
                    new(null, await Seal(Id(number), new FreeText("郑样")), null),
                    Borough.By,
                    Now
                )
            );
        foreach (var (role, to) in ((Role, int)[])[(Role.Secretary, 0), (Role.GridChief, -1), (Role.StreetOfficer, 1)])
            await Do(register, new ApproveSight(role, today.AddDays(-5), today.AddDays(to), Borough.By, Now.AddDays(-5)));
        await Do(register, new LeavePerson(new(Id(4)), Leaving.Moved, today, null, null, Borough.By, Now));
    }

    private async Task Lives()
    {
        foreach (var noun in Noun.All.Where(noun => !Set.Contains(noun.Kind, StringComparer.Ordinal)))
        foreach (var (which, key) in Keys(noun.Kind).Index())
        {
            // Each life stops at another age: most ends are soon reached, and after them little is shown. Entities of a community go on to
            // the end.
            var left = key.EndsWith("0000-000000000000", StringComparison.Ordinal) ? 1 + (which % 10 * 2) : Draws;
            var (state, seed, to) = (noun.None, Seed(noun.Kind) + (which * 100_000), new EntityId(Entities.Live, noun.Kind, key));
            for (var draw = 0; draw < Draws && left > 0; draw++)
            {
                var any = new Any(seed + draw, Own);
                var command = (Command)any.Make(OfEveryNoun.Drawn(noun, any));
                // An entity whose key is destroyed would show nothing more.
                if (command.GetType().Name.StartsWith("Erase", StringComparison.Ordinal))
                    continue;
                if (noun.Decide(state, command) is not Decision.Happened { Events: var events })
                    continue;
                await Do(to, command);
                (state, left) = (events.Aggregate(state, noun.Evolve), left - 1);
            }
            // Every other entity is reminded of its due times, until nobody has acted for weeks.
            foreach (var days in Later.Take(which % 2 == 1 ? 1 + (which / 2 % Later.Length) : 0))
                if (
                    noun.CommandTypes.Contains(typeof(Remind))
                    && noun.Decide(state, new Remind(Now.AddDays(days))) is Decision.Happened { Events: var late }
                )
                {
                    await Do(to, new Remind(Now.AddDays(days)));
                    state = late.Aggregate(state, noun.Evolve);
                }
        }
    }

    private static object? Own(Any any, Type type) =>
        type == typeof(string) ? any.Among(Texts)
        : type == typeof(ListOf<WarningText>) ? ListOf.From([any.One<WarningText>(), any.One<WarningText>()])
        : type == typeof(MemberId) ? any.Among(Members)
        : type == typeof(PersonId) ? new PersonId(Id(1 + (int)(any.One<long>() % 7)))
        : type == typeof(GeoPoint) ? any.Among(Points)
        : type == typeof(Area) ? any.Among(Areas)
        : type == typeof(Sealed) ? new Sealed($"{any.One<Guid>():N}:{Legible.Mine}{any.Among(Texts)}")
        : null;

    private static int Seed(string kind) => Encoding.UTF8.GetBytes(kind).Aggregate(17, (sum, letter) => ((sum * 31) + letter) % 1_000_003);

    /// <summary>Keys of the entities of a kind; see <see cref="Entities"/>.</summary>
    private static IEnumerable<string> Keys(string kind) =>
        kind switch
        {
            "plan" => [Borough.Neighbour],
            "team" or "quarters" or "standing" or "volunteer" or "ground" => [Borough.Community, Borough.Neighbour],
            "supplies" or "resources" => [Borough.Street, Borough.Neighbour, Borough.Community],
            "pool" => [Borough.Street],
            "desk" => [Borough.County, Borough.Street],
            "deadlines" or "standards" or "lists" => [Borough.County],
            "readiness" => [$"{Borough.Street}.2026-03"],
            "month-report" => [$"{Borough.Community}.2026-02", $"{Borough.Street}.2026-02"],
            "retention" => ["account.as-Party"],
            "round" => [$"stock.{Borough.Community}"],
            "scenario" or "account" => [$"life-{kind}"],
            "case" => ["119-a", "119-b", "12345-a", "12345-b"],
            "doors" => Ids.Select(id => $"{id}.{Borough.Community}"),
            "visits" or "clinic" or "entrustment" => Ids.Select(id => $"{Borough.Community}.{id}"),
            _ => Ids.Select(id => $"{id}"),
        };

    private static IEnumerable<Guid> Ids => Enumerable.Range(1, Many).Select(Id);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _opened.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>An engine without duties, as if another node did them: nothing reacts, nothing falls due.</summary>
    private sealed class StillEngine(IEngine engine) : IEngine, IDuties
    {
        public IEntities Entities => engine.Entities;
        public IFeed Feed => engine.Feed;
        public IDuties Duties => this;
        public IProgress Progress => engine.Progress;
        public IAbout About => engine.About;
        public ISeals Seals => engine.Seals;
        public ISessions Sessions => engine.Sessions;
        public IAttachments Attachments => engine.Attachments;
        public Task<int> Broken => engine.Broken;
        public string? Trouble => engine.Trouble;

        public Task Hold(string duty, Func<CancellationToken, Task> work, CancellationToken stop) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }

    /// <summary>Opens also values that no key has sealed: each always gives the same text.</summary>
    private sealed class Legible(ISealing sealing) : ISealing
    {
        public const char Mine = '~';
        private static readonly string[] Words = ["张试甲", "司马样", "例路1号", "拟文"];

        public ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) => sealing.Ensure(keys, stop);

        public Sealed Seal<T>(Guid key, T value) => sealing.Seal(key, value);

        public T? Open<T>(Sealed value)
            where T : class =>
            value.Text is { Length: > 33 } text && text[33] != Mine ? sealing.Open<T>(value)
            : typeof(T).Namespace?.StartsWith("System", StringComparison.Ordinal) == true ? null
            : (T)new Any(Seed($"{value.Text} {typeof(T).Name}"), Made).Make(typeof(T));

        private static object? Made(Any any, Type type) => type == typeof(string) ? any.Among(Words) : null;

        public string Mark(Guid key, string text) => $"{Seed(text)}";

        public string Index(string text) => sealing.Index(text);
    }
}
