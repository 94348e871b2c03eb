using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Keeping;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Checkpoints;

/// <summary>A start from a checkpoint knows the same as a start from the first event; an unusable part of it is folded again.</summary>
public sealed class CheckpointTests
{
    private const string Newest = "2-280ad10";

    public static TheoryData<string> Telling => [.. GoldenFolders.Telling];
    public static TheoryData<string> Others => [.. GoldenFolders.Others];

    [Theory, Long("every golden folder"), MemberData(nameof(Others))]
    public Task From_any_checkpoint_of_any_other_program_on_the_same_is_known_as_from_the_first_event(string golden) =>
        From_any_checkpoint_on_the_same_is_known_as_from_the_first_event(golden);

    [Theory, MemberData(nameof(Telling))]
    public async Task From_any_checkpoint_on_the_same_is_known_as_from_the_first_event(string golden)
    {
        await using var journal = await PastJournal.Open(golden);
        using var whole = await journal.Fold(journal.End);
        var expected = PastJournal.Text(whole);
        foreach (var at in Cuts(journal.All))
        {
            await journal.Keep(at);
            using var begun = await journal.Fold(journal.End, journal.Checkpoints);
            begun.Begun.ShouldBe(at);
            PastJournal.ShouldBeAlike(begun, expected, $"from position {at.Value}");
        }
    }

    [Fact]
    public async Task A_checkpoint_of_what_was_read_from_a_checkpoint_is_the_same()
    {
        await using var journal = await PastJournal.Open(Newest);
        using var whole = await journal.Fold(journal.End);
        await journal.Keep(journal.End);
        using var begun = await journal.Fold(journal.End, journal.Checkpoints);
        begun.Begun.ShouldBe(journal.End);
        PastJournal.ShouldBeAlike(begun, PastJournal.Text(whole), "nothing is left to fold");
    }

    [Fact]
    public async Task What_was_read_ahead_is_begun_with_and_not_read_again()
    {
        await using var journal = await PastJournal.Open(Newest);
        using var whole = await journal.Fold(journal.End);
        await journal.Keep(journal.End);
        using var begun = await journal.Fold(
            journal.End,
            journal.Checkpoints,
            first: async folding =>
            {
                await folding.ReadAhead(CancellationToken.None);
                Directory.Delete(journal.Folder, recursive: true);
            }
        );
        begun.Begun.ShouldBe(journal.End);
        PastJournal.ShouldBeAlike(begun, PastJournal.Text(whole), "read ahead");
    }

    [Fact]
    public async Task A_checkpoint_says_how_long_each_view_is_in_it()
    {
        await using var journal = await PastJournal.Open(Newest);
        await journal.Keep(journal.End);
        var checkpoint = journal.Checkpoints.Newest().First().Whole!;
        var each = journal.Views.Select(view => checkpoint.LengthOf(view.Name)).ToArray();
        each.ShouldAllBe(length => length > 0);
        each.Sum().ShouldBeInRange(checkpoint.Length - checkpoint.Length / 10, checkpoint.Length);
    }

    [Fact]
    public async Task Only_a_view_whose_fold_is_another_is_folded_from_the_first_event()
    {
        await using var journal = await PastJournal.Open(Newest);
        using var whole = await journal.Fold(journal.End);
        var at = Cuts(journal.All)[^1];
        await journal.Keep(
            at,
            [.. journal.Views.Select(view => view.Name is "residents" or "orders" ? new Counting(view, "another") : view)]
        );
        Counting[] counted = [.. journal.Views.Select(view => new Counting(view))];
        using var begun = await journal.Fold(journal.End, journal.Checkpoints, counted);
        begun.Begun.ShouldBe(at);
        PastJournal.ShouldBeAlike(begun, PastJournal.Text(whole), "two views are folded again");
        counted.Where(view => view.First <= at).Select(view => view.Name).ShouldBe(["residents", "orders"], ignoreOrder: true);
    }

    [Fact]
    public async Task Another_build_reads_what_looks_alike_and_the_same_build_does_not_ask_what_it_looks_like()
    {
        await using var journal = await PastJournal.Open(Newest);
        using var whole = await journal.Fold(journal.End);
        var at = Cuts(journal.All)[^1];
        await journal.Keep(at, [.. journal.Views.Select(view => new Counting(view, build: "before"))]);
        Counting[] next = [.. journal.Views.Select(view => new Counting(view))];
        using var begun = await journal.Fold(journal.End, journal.Checkpoints, next);
        next.ShouldAllBe(view => view.First > at);
        PastJournal.ShouldBeAlike(begun, PastJournal.Text(whole), "another build");

        Counting[] same = [.. journal.Views.Select(view => new Counting(view, "not asked", "before"))];
        using var again = await journal.Fold(journal.End, journal.Checkpoints, same);
        same.ShouldAllBe(view => view.First > at);
        PastJournal.ShouldBeAlike(again, PastJournal.Text(whole), "the same build");
    }

    [Fact]
    public async Task A_view_that_the_checkpoint_does_not_know_is_folded_from_the_first_event()
    {
        await using var journal = await PastJournal.Open(Newest);
        using var whole = await journal.Fold(journal.End);
        await journal.Keep(journal.End, [.. journal.Views.Where(view => view.Name != "drills")]);
        using var begun = await journal.Fold(journal.End, journal.Checkpoints);
        begun.Begun.ShouldBe(journal.End);
        PastJournal.ShouldBeAlike(begun, PastJournal.Text(whole), "a new view");
    }

    [Fact]
    public async Task One_that_was_prepared_with_the_views_of_today_is_taken_before_a_newer_one_of_the_program_before()
    {
        await using var journal = await PastJournal.Open(Newest);
        using var whole = await journal.Fold(journal.End);
        var (prepared, later) = (Cuts(journal.All)[1], Cuts(journal.All)[^2]);
        using (var beside = await journal.Fold(prepared))
            Checkpointing.Write(beside.Views, beside.Now, journal.Checkpoints.Prepared).ShouldNotBeNull();
        await journal.Keep(later, [.. journal.Views.Select(view => view.Name == "orders" ? new Counting(view, "another") : view)]);
        Counting[] counted = [.. journal.Views.Select(view => new Counting(view))];
        using var begun = await journal.Fold(journal.End, journal.Checkpoints, counted);
        begun.Begun.ShouldBe(prepared);
        counted.ShouldAllBe(view => view.First > prepared);
        PastJournal.ShouldBeAlike(begun, PastJournal.Text(whole), "from what was prepared");

        journal.Checkpoints.DropPrepared(_ => false);
        Directory.GetFiles(Path.Combine(journal.Folder, "prepared")).ShouldNotBeEmpty("it is another program's");
        journal.Checkpoints.DropPrepared(_ => true);
        Directory.GetFiles(Path.Combine(journal.Folder, "prepared")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_folded_again_after_an_upgrade_is_kept_at_the_next_stop_however_little_happened()
    {
        await using var journal = await PastJournal.Open(Newest);
        var at = Cuts(journal.All)[^2];
        // At a stop a checkpoint is written if half of all events have happened since the one before.
        var settings = new Settings { Checkpoint = (int)journal.End.Value * 5 };
        (journal.End.Value - at.Value).ShouldBeLessThan(journal.End.Value / 2);
        await journal.Keep(at, [.. journal.Views.Select(view => view.Name == "orders" ? new Counting(view, "another") : view)]);
        foreach (var _ in (int[])[1, 2])
        {
            using var begun = await journal.Fold(journal.End, journal.Checkpoints);
            using var keeping = new Checkpointing(begun, journal.Checkpoints, settings, NullLogger<Checkpointing>.Instance);
            await keeping.StopAsync(CancellationToken.None);
        }
        journal.Checkpoints.Newest().Select(one => one.Whole!.At).ShouldBe([journal.End, at]);
        foreach (var file in Directory.GetFiles(journal.Folder))
            File.Delete(file);

        await journal.Keep(at);
        using var whole = await journal.Fold(journal.End, journal.Checkpoints);
        using var resting = new Checkpointing(whole, journal.Checkpoints, settings, NullLogger<Checkpointing>.Instance);
        await resting.StopAsync(CancellationToken.None);
        journal.Checkpoints.Newest().Select(one => one.Whole!.At).ShouldBe([at], "nothing was folded again, and little happened");
    }

    [Fact]
    public async Task A_realm_that_is_past_by_the_fold_of_today_is_not_taken_from_the_checkpoint_of_an_older_program()
    {
        await using var journal = await PastJournal.Open(Newest);
        var ended = journal.All.First(happened => happened.Event is DrillEnded);
        var realm = Realms.NameOf(new(Guid.Parse(ended.Entity.Key)));
        await journal.Keep(journal.End, [.. journal.Views.Select(view => view.Name == "drills" ? new Counting(view, "another") : view)]);
        // The same events, the last one a month later.
        var last = journal.All.Last(happened => happened.Entity.Realm == Entities.Live && happened.Position > ended.Position);
        var later = journal.All.Select(happened =>
            happened == last ? happened with { Meta = happened.Meta with { At = ended.Meta.At + DrillsKnown.Kept } } : happened
        );
        using var begun = await journal.Fold(journal.End, journal.Checkpoints, all: [.. later]);
        (begun.Begun, begun.Now.HasRealm(realm), begun.BrokenViews.Count).ShouldBe((journal.End, false, 0));
        using var whole = await journal.Fold(journal.End);
        whole.Now.HasRealm(realm).ShouldBeTrue("it is kept for a month");
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_passed_over_for_the_one_before_it_and_then_for_none()
    {
        await using var journal = await PastJournal.Open(Newest);
        using var whole = await journal.Fold(journal.End);
        var (first, second) = (Cuts(journal.All)[1], Cuts(journal.All)[2]);
        await journal.Keep(first);
        await journal.Keep(second);
        string[] files = [.. Directory.GetFiles(journal.Folder).Order(StringComparer.Ordinal)];
        files.Length.ShouldBe(2);
        var folder = journal.Checkpoints;
        var good = await File.ReadAllBytesAsync(files[1]);
        foreach (var at in (int[])[0, good.Length / 3, good.Length - 100, good.Length - 1])
        {
            await File.WriteAllBytesAsync(files[1], [.. good[..at], (byte)(good[at] ^ 1), .. good[(at + 1)..]]);
            using var begun = await journal.Fold(journal.End, folder);
            begun.Begun.ShouldBe(first, $"byte {at} of {good.Length} is another");
            folder.Failing.ShouldHaveSingleItem().ShouldStartWith($"views/{Path.GetFileName(files[1])}: damaged");
        }
        foreach (var length in (int[])[0, 1, 70, good.Length / 2, good.Length - 1])
        {
            foreach (var file in files)
                await File.WriteAllBytesAsync(file, good[..length]);
            using var begun = await journal.Fold(journal.End, folder);
            begun.Begun.ShouldBe(Position.Start, $"cut off after {length} bytes");
            folder.Failing.Count.ShouldBe(2, "each file that is passed over is named");
            PastJournal.ShouldBeAlike(begun, PastJournal.Text(whole), "from the first event");
        }
        foreach (var file in files)
            File.Delete(file);
        folder.Failing.ShouldBeEmpty("what was thrown away is nobody's concern");
    }

    [Fact]
    public async Task What_was_left_by_a_kill_while_writing_is_never_read_and_goes_with_the_next()
    {
        await using var journal = await PastJournal.Open(Newest);
        await journal.Keep(Cuts(journal.All)[1]);
        var file = Directory.GetFiles(journal.Folder).Single();
        File.Move(file, file + ".new");
        using (var begun = await journal.Fold(journal.End, journal.Checkpoints))
            begun.Begun.ShouldBe(Position.Start);
        await journal.Keep(journal.End);
        Path.GetFileName(Directory.GetFiles(journal.Folder).Single()).ShouldEndWith(".views");
    }

    [Fact]
    public async Task The_checkpoint_of_another_journal_is_passed_over()
    {
        await using var journal = await PastJournal.Open(Newest);
        var at = Cuts(journal.All)[2];
        await journal.Keep(at);
        using (var shorter = await journal.Fold(new(at.Value - 1), journal.Checkpoints))
            shorter.Begun.ShouldBe(Position.Start, "a backup from before it was put back");
        Happened[] other =
        [
            .. journal.All.Select(happened =>
                happened.Position == at ? happened with { Meta = happened.Meta with { CommandId = Guid.CreateVersion7() } } : happened
            ),
        ];
        using (var gone = await journal.Fold(journal.End, journal.Checkpoints, all: other))
            gone.Begun.ShouldBe(Position.Start, "put back, and gone on differently");
        await using var stranger = await PastJournal.Open(Newest);
        Directory.Move(journal.Folder, stranger.Folder);
        using var taken = await stranger.Fold(stranger.End, new CheckpointFolder(stranger.Folder, new OtherKey(stranger.Sealing)));
        taken.Begun.ShouldBe(Position.Start, "another installation's");
    }

    [Fact]
    public async Task Who_was_erased_after_a_checkpoint_is_not_read_from_it()
    {
        await using var journal = await PastJournal.Open(Newest);
        await journal.Keep(journal.End);
        using var before = await journal.Fold(journal.End);
        var person = before.Now.Of<ResidentsKnown>().Persons.Values.First(one => !one.Erased);
        var without = new WithoutKey(journal.Sealing, person.Id.Value);
        var views = journal.Views.Select(view => view is ResidentsView ? new ResidentsView(without) : view).ToList();
        using var read = await journal.Fold(journal.End, journal.Checkpoints, views);
        read.Begun.ShouldBe(journal.End);
        var gone = read.Now.Of<ResidentsKnown>().Persons[person.Id];
        gone.Erased.ShouldBeTrue();
        StateText.Of(read.Now.Of<ResidentsKnown>()).ShouldNotContain(person.Contact.Name);
        read.Now.Of<ResidentsKnown>()
            .Persons.Values.Count(one => one.Contact.Name.Length > 0)
            .ShouldBe(before.Now.Of<ResidentsKnown>().Persons.Count - 1, "all others are read");
    }

    [Fact]
    public void What_is_opened_cannot_be_written()
    {
        Type[] opened =
        [
            .. typeof(PersonContact)
                .Assembly.GetTypes()
                .Where(type =>
                    type.Namespace == typeof(PersonContact).Namespace
                    && type.GetProperty(
                        "EqualityContract",
                        System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance
                    )
                        is not null
                ),
        ];
        opened.Length.ShouldBeGreaterThan(10);
        foreach (var type in opened)
            Should.Throw<InvalidOperationException>(() => new Codecs([]).Of(type), type.Name);
    }

    /// <summary>Positions of the cuts: a quarter, a half, in the middle of each drill, the end.</summary>
    private static IReadOnlyList<Position> Cuts(IReadOnlyList<Happened> all)
    {
        var drills = all.Where(happened => happened.Event is DrillStarted or DrillEnded or InjectPlayed)
            .Select(happened => happened.Position);
        return
        [
            .. drills
                .Concat([all[0].Position, all[all.Count / 4].Position, all[all.Count / 2].Position, all[all.Count * 7 / 8].Position])
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>A view that notes the first event it folded.</summary>
    private sealed class Counting(IView inner, string? version = null, string? build = null) : IView
    {
        public Position? First { get; private set; }
        public string Name => inner.Name;
        public object Empty => inner.Empty;
        public string Version => version ?? inner.Version;
        public string Build => build ?? version ?? inner.Build;
        public Codec Codec => inner.Codec;
        public Type State => inner.State;

        public object Fold(object state, Happened happened, Changes changes)
        {
            First ??= happened.Position;
            return inner.Fold(state, happened, changes);
        }

        public object Fork(object state) => inner.Fork(state);

        public void Show(object state, string realm, Group group, Changes changes) => inner.Show(state, realm, group, changes);
    }

    private sealed class WithoutKey(ISealing inner, Guid gone) : ISealing
    {
        public ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) => inner.Ensure(keys, stop);

        public Domain.Sealed Seal<T>(Guid key, T value) => inner.Seal(key, value);

        public T? Open<T>(Domain.Sealed value)
            where T : class => Infrastructure.Encryption.SealedText.KeyOf(value) == gone ? null : inner.Open<T>(value);

        public string Mark(Guid key, string text) => inner.Mark(key, text);

        public string Index(string text) => inner.Index(text);
    }

    private sealed class OtherKey(ISealing inner) : ISealing
    {
        public ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) => inner.Ensure(keys, stop);

        public Domain.Sealed Seal<T>(Guid key, T value) => inner.Seal(key, value);

        public T? Open<T>(Domain.Sealed value)
            where T : class => inner.Open<T>(value);

        public string Mark(Guid key, string text) => inner.Mark(key, text);

        public string Index(string text) => inner.Index($"other {text}");
    }
}
