using DepGraph.Npm.Packuments;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

public abstract class HeadStoreContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task An_unknown_name_loads_as_null() => (await LoadAsync("nothing")).ShouldBeNull();

    [Fact]
    public async Task A_head_loads_as_it_was_committed()
    {
        var head = Head("a", "1.0.0: b@^1", "2.0.0: b@^2 dev:c@*");
        var write = Write(head) with { LastModified = "Wed, 04 Mar 2026 12:00:00 GMT" };
        await CommitAsync(write);
        await ReopenAsync();

        var record = (await LoadAsync("a")).ShouldNotBeNull();
        record.Head.ShouldNotBeNull().ContentHash.ShouldBe(head.ContentHash);
        record.Head[1].Requirements.Select(r => r.ToString()).ShouldBe(["b@^2", "c@*"]);
        record.ETag.ShouldBe(write.ETag);
        record.LastModified.ShouldBe(write.LastModified);
        record.FetchedAt.ShouldBe(Noon);
        record.Full.ShouldBeNull();
    }

    [Fact]
    public async Task Many_names_load_in_the_order_asked_with_null_for_unknown_and_twice_what_is_asked_twice()
    {
        await Store.CommitAsync([Write(Head("a", "1.0.0")), Write(Head("b", "1.0.0"))], Cancel);

        var records = await Store.LoadAsync(["b", "x", "a", "b"], Cancel);

        records.Select(r => r?.Name).ShouldBe(["b", null, "a", "b"]);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(50)]
    public async Task However_many_names_are_asked_for_each_gets_its_own_head(int count)
    {
        var heads = Enumerable.Range(0, count).Select(i => Head($"p{i}", $"1.0.{i}")).ToArray();
        await Store.CommitAsync([.. heads.Select(head => Write(head))], Cancel);

        await Store.LoadAsync([.. heads.Where((_, i) => i % 3 == 0).Select(head => head.Name)], Cancel);

        for (var time = 0; time < 2; time++)
        {
            var records = await Store.LoadAsync(
                [.. heads.SelectMany(head => new[] { head.Name, $"no-{head.Name}" })],
                Cancel
            );

            records.Select(r => r?.Head?.Latest).ShouldBe(heads.SelectMany(head => new[] { head.Latest, null }));
        }
    }

    [Fact]
    public async Task A_head_of_megabytes_loads_beside_others()
    {
        var funding = new string('x', 6 << 20);
        var large = JsonHead(
            """{"name":"a","versions":{"1.0.0":{"version":"1.0.0","funding":"FUNDING"}}}""".Replace("FUNDING", funding)
        );
        HeadCodec.Encode(large).Length.ShouldBeGreaterThan(6 << 20);
        await Store.CommitAsync([Write(Head("b", "1.0.0")), Write(large), Write(Head("c", "1.0.0"))], Cancel);

        for (var time = 0; time < 2; time++)
        {
            var records = await Store.LoadAsync(["c", "a", "nothing", "b"], Cancel);

            records
                .Select(r => r?.Head?.ContentHash)
                .ShouldBe([Head("c", "1.0.0").ContentHash, large.ContentHash, null, Head("b", "1.0.0").ContentHash]);
        }
    }

    [Fact]
    public async Task A_name_that_only_a_dependency_mentions_is_not_held()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@^1")));

        (await LoadAsync("b")).ShouldBeNull();
    }

    [Fact]
    public async Task The_graph_contains_what_is_known_missing_or_only_named()
    {
        await CommitAsync(Write(Head("known", "1.0.0: named@^1")));
        await CommitAsync(Missing("missing"));

        var contained = await Store.ContainsAsync(["named", "nothing", "missing", "known", "Known", "named"], Cancel);

        contained.ShouldBe([true, false, true, true, false, true]);
        (await Store.ContainsAsync([], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_differ_by_case()
    {
        await CommitAsync(Write(Head("JSONStream", "1.0.0")));

        (await LoadAsync("jsonstream")).ShouldBeNull();
        (await LoadAsync("JSONStream")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_missing_package_is_remembered_as_missing()
    {
        await CommitAsync(Missing("gone"));
        await ReopenAsync();

        var record = (await LoadAsync("gone")).ShouldNotBeNull();
        record.Head.ShouldBeNull();
        record.FetchedAt.ShouldBe(Noon);
    }

    [Fact]
    public async Task A_package_may_vanish_and_come_back()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@1")));
        (await CommitAsync(Missing("a", Noon.AddHours(1)))).Outcome.ShouldBe(HeadCommitOutcome.Changed);
        (await LoadAsync("a")).ShouldNotBeNull().Head.ShouldBeNull();
        await CommitAsync(Write(Head("a", "1.0.0: b@2"), Noon.AddHours(2)));

        (await LoadAsync("a")).ShouldNotBeNull().Head.ShouldNotBeNull()[0].Requirements[0].Range.ShouldBe("2");
    }

    [Fact]
    public async Task Every_change_takes_the_next_sequence_number()
    {
        var commits = await Store.CommitAsync(
            [Write(Head("c", "1.0.0")), Write(Head("a", "1.0.0")), Missing("b")],
            Cancel
        );
        var next = await CommitAsync(Write(Head("a", "1.0.1"), Noon.AddMinutes(1)));

        commits.Select(c => c.Sequence).Order().ShouldBe([1, 2, 3]);
        next.Sequence.ShouldBe(4);
        (await Store.LastSequenceAsync(Cancel)).ShouldBe(4);
    }

    [Fact]
    public async Task Writing_the_same_again_changes_nothing()
    {
        var write = Write(Head("a", "1.0.0: b@^1"));
        var first = await CommitAsync(write);
        var again = await CommitAsync(write);

        first.Outcome.ShouldBe(HeadCommitOutcome.Changed);
        again.ShouldBe(first with { Outcome = HeadCommitOutcome.Confirmed });
        (await Store.LastSequenceAsync(Cancel)).ShouldBe(first.Sequence);
    }

    [Fact]
    public async Task Confirming_an_unchanged_head_moves_its_time_and_tag_only()
    {
        var write = Write(Head("a", "1.0.0"));
        var first = await CommitAsync(write);
        await CommitAsync(write with { FetchedAt = Noon.AddHours(1), ETag = "\"other\"" });

        var record = (await LoadAsync("a")).ShouldNotBeNull();
        record.FetchedAt.ShouldBe(Noon.AddHours(1));
        record.ETag.ShouldBe("\"other\"");
        (record.Sequence, record.Revision).ShouldBe((first.Sequence, first.Revision));
    }

    [Fact]
    public async Task An_older_answer_never_replaces_a_newer_one()
    {
        var newer = await CommitAsync(Write(Head("a", "2.0.0"), Noon.AddHours(1)));
        var late = await CommitAsync(Write(Head("a", "1.0.0"), Noon));

        late.ShouldBe(newer with { Outcome = HeadCommitOutcome.Superseded });
        (await LoadAsync("a")).ShouldNotBeNull().Head.ShouldNotBeNull().Latest.ShouldBe("2.0.0");
    }

    [Fact]
    public async Task The_revision_grows_with_the_head_and_not_with_its_details()
    {
        var packument = Full("a", "first", "1.0.0");
        var head = await CommitAsync(Write(packument.Head));
        var details = await CommitAsync(
            Write(packument.Head) with
            {
                Full = new DocumentAspect("\"f\"", null, Noon),
                Details = packument.Details,
            }
        );

        details.Revision.ShouldBe(head.Revision);
        details.Sequence.ShouldBeGreaterThan(head.Sequence);
    }

    [Fact]
    public async Task Details_and_the_full_document_are_an_aspect_of_their_own()
    {
        var packument = Full("a", "what it does", "1.0.0");
        await CommitAsync(
            Write(packument.Head) with
            {
                Full = new DocumentAspect("\"f\"", "then", Noon),
                Details = packument.Details,
            }
        );
        await CommitAsync(Write(Head("a", "1.0.0", "1.1.0"), Noon.AddHours(1)));
        await ReopenAsync();

        var record = (await LoadAsync("a")).ShouldNotBeNull();
        record.FetchedAt.ShouldBe(Noon.AddHours(1));
        record.Full.ShouldBe(new DocumentAspect("\"f\"", "then", Noon));
        var details = await Store.LoadDetailsAsync(["x", "a"], Cancel);
        details[0].ShouldBeNull();
        details[1].ShouldNotBeNull().Description.ShouldBe("what it does");
    }

    [Fact]
    public async Task The_same_details_again_take_no_sequence_number()
    {
        var packument = Full("a", "text", "1.0.0");
        var write = Write(packument.Head) with
        {
            Full = new DocumentAspect(null, null, Noon),
            Details = packument.Details,
        };
        var first = await CommitAsync(write);

        (await CommitAsync(write)).ShouldBe(first with { Outcome = HeadCommitOutcome.Confirmed });
    }

    [Fact]
    public async Task A_full_document_that_comes_late_still_gives_its_details()
    {
        var packument = Full("a", "text", "1.0.0");
        await CommitAsync(Write(packument.Head, Noon.AddMinutes(1)));
        var late = Write(packument.Head, Noon) with
        {
            Full = new DocumentAspect(null, null, Noon),
            Details = packument.Details,
        };

        (await CommitAsync(late)).Outcome.ShouldBe(HeadCommitOutcome.Changed);
        (await LoadAsync("a")).ShouldNotBeNull().FetchedAt.ShouldBe(Noon.AddMinutes(1));
        (await Store.LoadDetailsAsync(["a"], Cancel))[0].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_batch_with_a_contradiction_is_refused_as_a_whole()
    {
        var contradiction = Write(Head("b", "1.0.0"), Noon, answered: 7);

        await Should.ThrowAsync<ArgumentException>(() =>
            Store.CommitAsync([Write(Head("a", "1.0.0")), contradiction], Cancel)
        );

        (await LoadAsync("a")).ShouldBeNull();
        (await Store.LastSequenceAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task One_batch_may_name_a_package_twice()
    {
        await Store.CommitAsync(
            [Write(Head("a", "1.0.0")), Write(Head("a", "1.0.0", "2.0.0"), Noon.AddSeconds(1))],
            Cancel
        );

        (await LoadAsync("a")).ShouldNotBeNull().Head.ShouldNotBeNull().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_commit_that_was_given_up_before_it_began_never_happens()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Store.CommitAsync([Write(Head("a", "1.0.0"))], given.Token)
        );

        (await LoadAsync("a")).ShouldBeNull();
    }

    [Fact]
    public async Task Reads_and_commits_at_once_see_whole_batches_only()
    {
        const int rounds = 40;
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    var at = Noon.AddSeconds(i);
                    await Store.CommitAsync(
                        [Write(Head("a", $"{i}.0.0"), at), Write(Head("b", $"{i}.0.0"), at)],
                        Cancel
                    );
                }
            },
            Cancel
        );
        var reading = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Run(
                    async () =>
                    {
                        while (!writing.IsCompleted)
                        {
                            var pair = await Store.LoadAsync(["a", "b"], Cancel);
                            pair[0]?.Head?.Latest.ShouldBe(pair[1]?.Head?.Latest);
                        }
                    },
                    Cancel
                )
            );
        await Task.WhenAll([writing, .. reading]);

        (await LoadAsync("a")).ShouldNotBeNull().Head.ShouldNotBeNull().Latest.ShouldBe($"{rounds - 1}.0.0");
    }

    [Fact]
    public async Task Nothing_works_before_opening_or_after_closing()
    {
        await using var other = CreateAnother();
        await Should.ThrowAsync<InvalidOperationException>(async () => await other.LoadAsync(["a"], Cancel));

        await Store.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await Store.LoadAsync(["a"], Cancel));
        await Should.ThrowAsync<ObjectDisposedException>(() => Store.CommitAsync([Write(Head("a", "1.0.0"))], Cancel));
    }

    [Fact]
    public async Task Closing_finishes_what_was_accepted()
    {
        var commits = Enumerable
            .Range(0, 50)
            .Select(i => Store.CommitAsync([Write(Head($"p{i}", "1.0.0"))], Cancel))
            .ToArray();
        await Store.DisposeAsync();
        await Task.WhenAll(commits);
        await ReopenAsync();

        (await Store.GetStatisticsAsync(Cancel)).Packages.ShouldBe(50);
    }

    [Fact]
    public async Task A_store_that_is_open_answers_a_ping() => (await Store.PingAsync(Cancel)).ShouldBeTrue();
}
