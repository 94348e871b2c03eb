using System.Security.Cryptography;

namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    private static AttachmentRow Picture(Guid key, int bytes = 300_000) =>
        AttachmentRow.Of(Guid.CreateVersion7(), key, RandomNumberGenerator.GetBytes(bytes), Morning);

    [Fact]
    public async Task An_attachment_is_found_as_it_was_added_after_a_restart_and_after_a_crash()
    {
        var engine = await Site.Open();
        var one = Picture(Guid.CreateVersion7());
        (await engine.Attachments.Add(one)).ShouldBe(one.Label);
        await Same(engine, one);
        await Same(await Site.OpenAfterCrash(), one);
        await engine.DisposeAsync();
        engine = await Site.Open();
        await Same(engine, one);
        (await engine.Attachments.Find(Guid.CreateVersion7())).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_added_first_under_an_id_stays_and_is_what_the_second_is_told()
    {
        var engine = await Site.Open();
        var one = Picture(Guid.CreateVersion7());
        var again = AttachmentRow.Of(one.Label.Id, Guid.CreateVersion7(), new byte[] { 1, 2, 3 }, Morning.AddHours(1));
        await engine.Attachments.Add(one);
        (await engine.Attachments.Add(again)).ShouldBe(one.Label);
        await Same(engine, one);
        (await engine.Attachments.All()).ShouldBe([one.Label]);
    }

    [Fact]
    public async Task Attachments_are_removed_by_id_or_with_their_key_and_the_others_stay()
    {
        var engine = await Site.Open();
        Guid key = Guid.CreateVersion7(),
            other = Guid.CreateVersion7();
        AttachmentRow[] all = [Picture(key, 1), Picture(key), Picture(other), Picture(other)];
        foreach (var one in all)
            await engine.Attachments.Add(one);
        await engine.Attachments.RemoveUnder([key, Guid.CreateVersion7()]);
        await engine.Attachments.Remove([all[2].Label.Id, Guid.CreateVersion7()]);
        (await engine.Attachments.All()).ShouldBe([all[3].Label]);
        (await engine.Attachments.Find(all[0].Label.Id)).ShouldBeNull();
        await Same(engine, all[3]);
    }

    private static async Task Same(IEngine engine, AttachmentRow one)
    {
        var found = (await engine.Attachments.Find(one.Label.Id)).ShouldNotBeNull();
        found.Label.ShouldBe(one.Label);
        found.Bytes.ToArray().ShouldBe(one.Bytes.ToArray());
        found.Whole.ShouldBeTrue();
    }
}
