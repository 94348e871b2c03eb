using System.Runtime.CompilerServices;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
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

/// <summary>The whole product over <see cref="EdgeRegisters"/>, where of each thing that has a day one stands on each side of it. Its journal is what has happened in that world; what is written is taken and forgotten.</summary>
internal sealed class EdgeTown : IAnswering
{
    private readonly TempFolder _folder = new();
    private readonly World _world;
    private readonly SaidTime _time = new(World.Start);
    private Opened _opened = null!;
    private WebApplication _app = null!;

    private EdgeTown(World world) => _world = world;

    public Uri Address { get; private set; } = null!;
    public Folding Folding => _app.Services.GetRequiredService<Folding>();
    public IEnumerable<string> Lists => _app.Services.GetServices<IListed>().Select(list => list.Name).Distinct(StringComparer.Ordinal);

    public static async Task<EdgeTown> Open(Borough borough)
    {
        var world = await EdgeRegisters.Make(borough);
        await MoreEdges.Add(world);
        foreach (var role in Enum.GetValues<Role>())
            world.Happen(
                Entities.Account(Of(role)),
                new AccountAdded(world.Words, "–", [new(role, Scope(role))], Member(role), Borough.By, world.Now)
            );
        var town = new EdgeTown(world);
        var settings = new Settings
        {
            Data = town._folder["data"],
            Demo = false,
            Ballast = 0,
            Urls = "http://127.0.0.1:0",
            Checkpoint = 0,
        };
        var opened = await Opened.Open(settings, town._time, NullLoggerFactory.Instance);
        town._opened = opened with { Engine = new PastEngine(opened.Engine, world), Sealing = borough.Sealing };
        town._app = Product.Build(settings.With(opened.Installation), town._opened, 1);
        await town._app.StartAsync();
        town.Address = new(town._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await town.Folding.At(world.All[^1].Position, Until.AtMost, CancellationToken.None);
        return town;
    }

    public void Wait(int days) => _time.Say(World.Start.AddDays(days));

    public string Kept(string answer) => _world.Text(answer);

    public async Task<string> SignIn(Role role)
    {
        var token = SessionToken.Draw(new SessionId(Derived.Register("session", Borough.County, $"{role}")));
        await _app
            .Services.GetRequiredService<OpenSessions>()
            .Begin(new(token.Session, Of(role), new(token.Hash, World.Start, World.Start.AddDays(9), World.Start)), CancellationToken.None);
        return token.ToString();
    }

    private static AccountId Of(Role role) => new($"as-{role}");

    private static Scope Scope(Role role) =>
        role switch
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

    // Each as a member of their own, so that what is somebody's own is told from what is another's.
    private static MemberBinding? Member(Role role) =>
        role switch
        {
            Role.Secretary => BoroughRegisters.Secretary,
            Role.ChildDirector => BoroughRegisters.ChildDirector,
            Role.GridChief => BoroughRegisters.GridChief,
            Role.BuildingChief => BoroughRegisters.BuildingChief,
            Role.UnitChief => BoroughRegisters.UnitChief,
            Role.Responder => BoroughRegisters.Desk,
            Role.Volunteer => BoroughRegisters.Volunteer,
            _ => (MemberId?)null,
        }
            is { } member
            ? new(Borough.Community, member)
            : null;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _opened.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>An engine whose journal is what has happened in a world. Nothing reacts, nothing falls due, and a command changes nothing.</summary>
    private sealed class PastEngine(IEngine engine, World world) : IEngine, IDuties, IEntities, IFeed
    {
        public IEntities Entities => this;
        public IFeed Feed => this;
        public IDuties Duties => this;
        public IProgress Progress => engine.Progress;
        public IAbout About => engine.About;
        public ISeals Seals => engine.Seals;
        public ISessions Sessions => engine.Sessions;
        public IAttachments Attachments => engine.Attachments;
        public Task<int> Broken => engine.Broken;
        public string? Trouble => engine.Trouble;
        private Position End => world.All[^1].Position;

        public Task Hold(string duty, Func<CancellationToken, Task> work, CancellationToken stop) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);

        public ValueTask<Reply> Send(EntityId to, object command, Meta meta, CancellationToken stop = default) =>
            ValueTask.FromResult<Reply>(new Reply.Accepted(End, 1));

        public ValueTask<Position> Head(CancellationToken stop = default) => ValueTask.FromResult(End);

        public async IAsyncEnumerable<IReadOnlyList<Happened>> Read(
            Position after,
            [EnumeratorCancellation] CancellationToken stop = default
        )
        {
            if (world.All.FindAll(one => one.Position > after) is { Count: > 0 } rest)
                yield return rest;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }

        public IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default) =>
            world.All.FindAll(one => one.Entity == entity && one.Position <= upTo).ToAsyncEnumerable();

        public ValueTask<StreamsPage> Streams(
            IReadOnlyCollection<EntityId> entities,
            Position after,
            Position upTo,
            int limit,
            CancellationToken stop = default
        )
        {
            List<Happened> page =
            [
                .. world.All.Where(one => one.Position > after && one.Position <= upTo && entities.Contains(one.Entity)).Take(limit),
            ];
            return new(new StreamsPage(page, page.Count == limit ? page[^1].Position : null));
        }

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
