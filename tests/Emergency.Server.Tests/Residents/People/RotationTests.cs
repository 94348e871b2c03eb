using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.People;

/// <summary>The master key is replaced while the keys go on being used.</summary>
public sealed class RotationTests
{
    private static readonly Guid Someone = Guid.Parse("0199a0a0-0000-7000-8000-000000000001"),
        Another = Guid.Parse("0199a0a0-0000-7000-8000-000000000002");
    private static readonly FreeText Plain = new("安拟菊 在3号楼");

    private sealed class About : IAbout
    {
        public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

        public ValueTask<IReadOnlyDictionary<string, string>> Read(CancellationToken stop = default) => new(Values);

        public ValueTask Write(IReadOnlyDictionary<string, string?> values, CancellationToken stop = default)
        {
            foreach (var (name, value) in values)
                Values[name] = value!;
            return ValueTask.CompletedTask;
        }
    }

    private static Rotation Of(Keyring keys, About? about = null, TimeProvider? clock = null) =>
        new(keys, about ?? new About(), "installation", clock ?? TimeProvider.System);

    [Fact]
    public async Task After_a_change_everything_opens_under_the_new_master_key_and_nothing_under_the_old()
    {
        await using var keys = await TestKeys.Make();
        var ids = Enumerable.Range(1, 1_200).Select(n => Derived.Id(Someone, n)).ToArray();
        await keys.Keyring.Ensure(ids);
        var values = ids.Select(id => keys.Sealing.Seal(id, Plain)).ToList();
        var (before, index, about) = (await File.ReadAllTextAsync(keys.MasterFile), keys.Sealing.Index("a name"), new About());
        using var rotation = Of(keys.Keyring, about);
        rotation.Begin().ShouldBeTrue();
        (await rotation.Continue(default)).ShouldBe(new RotationState(true, null));
        rotation.UnderWay.ShouldBeFalse();
        await keys.Keyring.Ensure([Someone]);
        var fresh = keys.Sealing.Seal(Someone, Plain);
        await keys.Reopen();
        values.Append(fresh).ShouldAllBe(value => keys.Sealing.Open<FreeText>(value) == Plain);
        keys.Sealing.Index("a name").ShouldBe(index);
        about.Values["master-key"].ShouldBe(MasterKey.Load(keys.MasterFile).Check("installation"));
        (await File.ReadAllTextAsync(keys.MasterFile)).ShouldNotContain(before.Split("current ")[1].Trim());
        await File.WriteAllTextAsync(keys.MasterFile, before);
        (await Should.ThrowAsync<CannotStart>(keys.Reopen)).Message.ShouldContain("newer master key");
        foreach (var row in keys.RawRows())
            Should.Throw<System.Security.Cryptography.CryptographicException>(() =>
                MasterKey.Load(keys.MasterFile).Unwrap(row.Wrapped, Keyring.Owner(row.Id), MasterKey.Load(keys.MasterFile).Current)
            );
    }

    [Fact]
    public async Task A_server_that_missed_the_change_makes_no_key_that_would_be_lost()
    {
        await using var keys = await TestKeys.Make();
        await using var node = await Keyring.Open(
            new EngineSettings(keys.Folder),
            MasterKey.Load(keys.MasterFile),
            TimeProvider.System,
            isNew: false
        );
        using var rotation = Of(keys.Keyring);
        rotation.Begin();
        (await rotation.Continue(default)).Done.ShouldBeTrue();
        await node.Ensure([Someone]);
        var value = new Sealing(node).Seal(Someone, Plain);
        await keys.Reopen();
        keys.Sealing.Open<FreeText>(value).ShouldBe(Plain);
        keys.RawRows()
            .Select(row => row.Master)
            .Distinct(StringComparer.Ordinal)
            .ShouldHaveSingleItem()
            .ShouldBe(MasterKey.Load(keys.MasterFile).Current);
    }

    [Fact]
    public async Task A_key_deleted_while_keys_are_wrapped_anew_stays_deleted()
    {
        await using var keys = await TestKeys.Make();
        await keys.Keyring.Ensure([Someone, Another]);
        var (gone, stays) = (keys.Sealing.Seal(Someone, Plain), keys.Sealing.Seal(Another, Plain));
        var rows = keys.Keyring.Store.NotUnder("none", 10);
        await keys.Keyring.Erase(new(Someone, "live/residents/411502001001", "{}", [Someone], 1));
        await keys.Keyring.Store.Rewrap(rows);
        await Should.ThrowAsync<KeyGone>(async () => await keys.Keyring.Ensure([Someone]));
        await keys.Reopen();
        (keys.Sealing.Open<FreeText>(gone), keys.Sealing.Open<FreeText>(stays)).ShouldBe((null, Plain));
        await Should.ThrowAsync<KeyGone>(async () => await keys.Keyring.Ensure([Someone]));
    }

    [Fact]
    public async Task Where_the_file_is_read_only_a_person_changes_it_in_two_steps_and_the_server_does_the_rest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no write bits here");
        await using var keys = await TestKeys.Make();
        await keys.Keyring.Ensure([Someone]);
        var value = keys.Sealing.Seal(Someone, Plain);
        using var rotation = Of(keys.Keyring);
        void Put(string text)
        {
            if (OperatingSystem.IsWindows())
                return;
            File.SetUnixFileMode(keys.MasterFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(keys.MasterFile, text);
            File.SetUnixFileMode(keys.MasterFile, UnixFileMode.UserRead);
        }

        var old = await File.ReadAllTextAsync(keys.MasterFile);
        Put(old);
        rotation.Begin().ShouldBeFalse();
        (await File.ReadAllTextAsync(keys.MasterFile)).ShouldBe(old);
        var next = Convert.ToBase64String(
            new byte[31]
                .Append((byte)7)
                .ToArray()
        );
        Put($"{old}next {next}\n");
        (await rotation.Follow(default)).Advice.ShouldBeNull();
        var half = await rotation.Continue(default);
        (half.Done, half.Advice!.Contains("take out the line", StringComparison.Ordinal)).ShouldBe((false, true));
        rotation.UnderWay.ShouldBeTrue();
        Put($"current {next}\n");
        (await rotation.Follow(default)).Advice.ShouldBeNull();
        (await rotation.Continue(default)).Done.ShouldBeTrue();
        rotation.UnderWay.ShouldBeFalse();
        await keys.Reopen();
        keys.Sealing.Open<FreeText>(value).ShouldBe(Plain);
    }

    [Fact, Long("PostgreSQL")]
    public async Task Of_two_nodes_neither_uses_the_next_key_before_both_have_it()
    {
        using var folder = new TempFolder();
        var settings = new EngineSettings(folder.Path, await PostgresOrSkip.FreshDatabase());
        MasterKey.Create(folder["one.key"]);
        File.Copy(folder["one.key"], folder["other.key"]);
        await using var one = await Keyring.Open(settings, MasterKey.Load(folder["one.key"]), TimeProvider.System, isNew: true);
        await using var other = await Keyring.Open(settings, MasterKey.Load(folder["other.key"]), TimeProvider.System, isNew: false);
        var about = new About();
        using var first = Of(one, about);
        using var second = Of(other, about);
        await one.Ensure([Someone]);
        var value = new Sealing(one).Seal(Someone, Plain);
        await second.Follow(default);
        first.Begin().ShouldBeTrue();
        await first.Follow(default);
        var waits = await first.Continue(default);
        (waits.Done, waits.Advice!.Contains("1 other node", StringComparison.Ordinal)).ShouldBe((false, true));
        one.Store.Turn().Wrapping.ShouldBe(MasterKey.Load(folder["other.key"]).Current, "nothing is wrapped by it yet");

        File.Copy(folder["one.key"], folder["other.key"], overwrite: true);
        await second.Follow(default);
        (await first.Continue(default)).Done.ShouldBeTrue();
        await other.Ensure([Another]);
        new Sealing(one).Open<FreeText>(new Sealing(other).Seal(Another, Plain)).ShouldBe(Plain);
        await second.Follow(default);
        (MasterKey.Load(folder["other.key"]).Next, MasterKey.Load(folder["other.key"]).Current).ShouldBe(
            (null, MasterKey.Load(folder["one.key"]).Current)
        );
        await using var third = await Keyring.Open(settings, MasterKey.Load(folder["other.key"]), TimeProvider.System, isNew: false);
        new Sealing(third).Open<FreeText>(value).ShouldBe(Plain);
    }

    [Fact, Long("PostgreSQL")]
    public async Task An_erasure_on_one_node_is_final_on_the_other()
    {
        using var folder = new TempFolder();
        var settings = new EngineSettings(folder.Path, await PostgresOrSkip.FreshDatabase());
        var master = MasterKey.Create(folder["master.key"]);
        await using var one = await Keyring.Open(settings, master, TimeProvider.System, isNew: true);
        await using var other = await Keyring.Open(settings, master, TimeProvider.System, isNew: false);
        await one.Ensure([Someone, Another]);
        var value = new Sealing(one).Seal(Someone, Plain);
        var erased = new ErasedPerson(Someone, "live/residents/411502001001", "{}", [Another], 5);
        await one.Erase(erased);
        await one.Erase(erased with { At = 9 });
        one.Store.Erased().ShouldHaveSingleItem().At.ShouldBe(5);
        new Sealing(other).Open<FreeText>(value).ShouldBeNull();
        await Should.ThrowAsync<KeyGone>(async () => await other.Ensure([Someone]));
        // A household's old key can be drawn anew; values sealed under the old one stay shut.
        await other.Ensure([Another]);
        new Sealing(one).Open<FreeText>(new Sealing(other).Seal(Another, Plain)).ShouldBe(Plain);
        await one.Erase(erased);
        other.Store.Find(Another).ShouldNotBeNull();
    }
}
