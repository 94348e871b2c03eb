using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Tests.People;

public class SealingTests
{
    private static readonly Guid Someone = Guid.Parse("0199a0a0-0000-7000-8000-000000000001"),
        Another = Guid.Parse("0199a0a0-0000-7000-8000-000000000002");
    private static readonly FreeText Plain = new("安拟菊 在3号楼", "13900000083");

    [Fact]
    public async Task What_was_sealed_is_read_again_after_a_restart()
    {
        await using var keys = await TestKeys.Make();
        await keys.Keyring.Ensure([Someone]);
        var value = keys.Sealing.Seal(Someone, Plain);
        await keys.Reopen();
        keys.Sealing.Open<FreeText>(value).ShouldBe(Plain);
        value.Text.ShouldStartWith($"{Someone:N}:2:");
    }

    [Fact]
    public async Task The_same_value_never_looks_the_same_twice()
    {
        await using var keys = await TestKeys.Make();
        await keys.Keyring.Ensure([Someone]);
        keys.Sealing.Seal(Someone, Plain).ShouldNotBe(keys.Sealing.Seal(Someone, Plain));
    }

    [Fact]
    public async Task Nobody_is_sealed_before_the_key_is_durable()
    {
        await using var keys = await TestKeys.Make();
        Should.Throw<InvalidOperationException>(() => keys.Sealing.Seal(Someone, Plain));
    }

    [Fact]
    public async Task Whose_key_row_is_gone_is_unreadable_for_ever()
    {
        await using var keys = await TestKeys.Make();
        await keys.Keyring.Ensure([Someone, Another]);
        var (gone, stays) = (keys.Sealing.Seal(Someone, Plain), keys.Sealing.Seal(Another, Plain));
        await keys.Forget(Someone);
        keys.Sealing.Open<FreeText>(gone).ShouldBeNull();
        keys.Sealing.Open<FreeText>(stays).ShouldBe(Plain);
        await keys.Keyring.Ensure([Someone]);
        keys.Sealing.Open<FreeText>(gone).ShouldBeNull("a key drawn anew must not open what was erased");
        keys.Sealing.Open<FreeText>(keys.Sealing.Seal(Someone, Plain)).ShouldBe(Plain);
    }

    [Fact]
    public async Task A_deleted_key_leaves_no_bytes_in_the_file()
    {
        await using var keys = await TestKeys.Make();
        await keys.Keyring.Ensure([Someone]);
        await keys.Keyring.DisposeAsync();
        var id = Someone.ToByteArray(bigEndian: true);
        (await File.ReadAllBytesAsync(keys.KeysFile)).AsSpan().IndexOf(id).ShouldBeGreaterThan(0);
        await keys.Reopen();
        await keys.Keyring.DisposeAsync();
        await keys.DeleteRow(Someone);
        (await File.ReadAllBytesAsync(keys.KeysFile)).AsSpan().IndexOf(id).ShouldBe(-1);
        await keys.Reopen();
    }

    [Fact]
    public async Task A_value_cannot_be_given_to_somebody_else()
    {
        await using var keys = await TestKeys.Make();
        await keys.Keyring.Ensure([Someone, Another]);
        var value = keys.Sealing.Seal(Someone, Plain);
        keys.Sealing.Open<FreeText>(new($"{Another:N}{value.Text[32..]}")).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_made_by_another_node_is_found_when_first_met()
    {
        await using var keys = await TestKeys.Make();
        await using var node = await Keyring.Open(
            new EngineSettings(keys.Folder),
            MasterKey.Load(keys.MasterFile),
            TimeProvider.System,
            isNew: false
        );
        await node.Ensure([Someone]);
        keys.Sealing.Open<FreeText>(new Sealing(node).Seal(Someone, Plain)).ShouldBe(Plain);
        keys.Sealing.Index("a name").ShouldBe(new Sealing(node).Index("a name"));
    }

    [Fact]
    public async Task Two_nodes_that_make_the_same_key_agree_on_one()
    {
        await using var keys = await TestKeys.Make();
        await using var node = await Keyring.Open(
            new EngineSettings(keys.Folder),
            MasterKey.Load(keys.MasterFile),
            TimeProvider.System,
            isNew: false
        );
        await Task.WhenAll(node.Ensure([Someone]).AsTask(), keys.Keyring.Ensure([Someone]).AsTask());
        keys.Sealing.Open<FreeText>(new Sealing(node).Seal(Someone, Plain)).ShouldBe(Plain);
    }

    [Fact]
    public async Task Another_master_key_opens_nothing_and_is_recognised()
    {
        await using var keys = await TestKeys.Make();
        var mine = MasterKey.Load(keys.MasterFile);
        var other = MasterKey.Create(Path.Combine(keys.Folder, "other.key"));
        mine.Fits(mine.Check("installation"), "installation").ShouldBeTrue();
        other.Fits(mine.Check("installation"), "installation").ShouldBeFalse();
        mine.Fits(mine.Check("installation"), "another installation").ShouldBeFalse();
        (
            await Should.ThrowAsync<CannotStart>(async () =>
                await Keyring.Open(new EngineSettings(keys.Folder), other, TimeProvider.System, isNew: false)
            )
        ).Message.ShouldContain("master key");
    }

    [Fact]
    public void While_the_master_key_is_replaced_both_are_recognised()
    {
        var folder = Directory.CreateTempSubdirectory("master").FullName;
        MasterKey.Create(Path.Combine(folder, "a"));
        MasterKey.Create(Path.Combine(folder, "b"));
        var (a, b) = (Line(Path.Combine(folder, "a")), Line(Path.Combine(folder, "b")));
        File.WriteAllText(Path.Combine(folder, "both"), $"{a}\n{b.Replace("current", "next", StringComparison.Ordinal)}\n");
        var both = MasterKey.Load(Path.Combine(folder, "both"));
        both.Fits(MasterKey.Load(Path.Combine(folder, "a")).Check("i"), "i").ShouldBeTrue();
        both.Fits(MasterKey.Load(Path.Combine(folder, "b")).Check("i"), "i").ShouldBeTrue();
        both.Check("i", both.Next!).ShouldBe(MasterKey.Load(Path.Combine(folder, "b")).Check("i"));
        (both.Current, both.Next).ShouldBe(
            (MasterKey.Load(Path.Combine(folder, "a")).Current, MasterKey.Load(Path.Combine(folder, "b")).Current)
        );
        Directory.Delete(folder, recursive: true);

        static string Line(string file) => File.ReadLines(file).Last();
    }

    [Theory]
    [InlineData("")]
    [InlineData("current abc")]
    [InlineData("next AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("current AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ncurrent AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_file_that_is_no_master_key_is_refused_in_one_sentence(string text)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        Should.Throw<CannotStart>(() => MasterKey.Load(file)).Message.ShouldContain("not a master key file");
        File.Delete(file);
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_key_files()
    {
        await using var keys = await TestKeys.Make();
        if (OperatingSystem.IsWindows())
            Assert.Skip("file modes are of Unix");
        else
            foreach (var file in (string[])[keys.MasterFile, keys.KeysFile])
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_master_key_is_never_written_over_another()
    {
        await using var keys = await TestKeys.Make();
        Should.Throw<CannotStart>(() => MasterKey.Create(keys.MasterFile));
    }

    [Fact]
    public async Task Keys_of_many_senders_are_all_there_after_a_restart()
    {
        await using var keys = await TestKeys.Make();
        var ids = Enumerable.Range(1, 3_000).Select(n => Derived.Id(Someone, n)).ToArray();
        await Task.WhenAll(ids.Chunk(10).Select(some => keys.Keyring.Ensure(some).AsTask()));
        await keys.Reopen();
        keys.Keyring.Count.ShouldBe(3_001);
    }

    [Fact]
    public async Task An_installation_that_lost_its_keys_does_not_get_new_ones()
    {
        await using var keys = await TestKeys.Make();
        await keys.Keyring.DisposeAsync();
        File.Move(keys.KeysFile, $"{keys.KeysFile}.away");
        (await Should.ThrowAsync<CannotStart>(keys.Reopen)).Message.ShouldContain("keys of this installation are missing");
        File.Exists(keys.KeysFile).ShouldBeFalse();
        File.Move($"{keys.KeysFile}.away", keys.KeysFile);
        await keys.DeleteRow(Guid.Empty);
        (await Should.ThrowAsync<CannotStart>(keys.Reopen)).Message.ShouldContain("keys of this installation are missing");
    }
}
