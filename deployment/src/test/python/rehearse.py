"""Creates the resources of deployments in moto, an imitation of AWS in this process, and prints what exists afterwards.

Usage: rehearse.py < DEPLOYMENTS, by name, each a list of {"id", "type", "properties"} without functions. Needs moto. Each call
is checked by boto3 against AWS's own model of the service; what moto does not support is listed and left out.
"""

import io
import json
import os
import sys
import zipfile

os.environ.update(AWS_DEFAULT_REGION="eu-central-1", AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"  # thousands of machine images, for each account

import boto3
from moto import mock_aws

ORDER = [
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::Logs::LogGroup",
    "AWS::Logs::LogStream",
    "AWS::EC2::SecurityGroup",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Role",
    "AWS::Kinesis::Stream",
    "AWS::KinesisFirehose::DeliveryStream",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::SNS::Subscription",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Events::Rule",
    "AWS::Scheduler::Schedule",
    "AWS::Logs::SubscriptionFilter",
    "AWS::Logs::AccountPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
]
# Created by somebody else before us; it must exist afterwards.
THEIRS = {"logGroupName": "/ecs/shop", "filterName": "theirs", "filterPattern": "ERROR"}


def only(properties, *names):
    return {name: properties[name] for name in names if name in properties}


def camel(value):
    """CloudFormation begins names with a capital, CloudWatch Logs does not."""
    return {name[0].lower() + name[1:]: one for name, one in value.items()}


def code():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("lib/function.jar", b"")
    return content.getvalue()


# Made once: reading AWS's model of a service takes longer than all calls to it.
CLIENTS = {
    name: boto3.client(name)
    for name in "s3 logs ec2 iam kinesis firehose sqs sns lambda events scheduler cloudwatch secretsmanager".split()
}


class Refused(Exception):
    """What would have failed the deployment."""


class Account:
    def __init__(self):
        self.of = CLIENTS
        self.vpc = self.of["ec2"].create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.missing = []

    def s3_bucket(self, name, p):
        s3, bucket = self.of["s3"], {"Bucket": "logferry-" + name.lower()}
        s3.create_bucket(**bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        rules = [
            {**only(rule, "BucketKeyEnabled"), "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"]}
            for rule in p["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        ]
        s3.put_bucket_encryption(**bucket, ServerSideEncryptionConfiguration={"Rules": rules})
        s3.put_public_access_block(**bucket, PublicAccessBlockConfiguration=p["PublicAccessBlockConfiguration"])
        s3.put_bucket_ownership_controls(**bucket, OwnershipControls=p["OwnershipControls"])
        s3.put_bucket_lifecycle_configuration(**bucket, LifecycleConfiguration={"Rules": lifecycle(p)})
        if "VersioningConfiguration" in p:
            s3.put_bucket_versioning(**bucket, VersioningConfiguration=p["VersioningConfiguration"])
        if "NotificationConfiguration" in p:
            s3.put_bucket_notification_configuration(
                **bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
            )

    def s3_bucketpolicy(self, name, p):
        self.of["s3"].put_bucket_policy(Bucket=p["Bucket"], Policy=json.dumps(p["PolicyDocument"]))

    def logs_loggroup(self, name, p):
        if "LogGroupName" in p:
            self.of["logs"].create_log_group(logGroupName=p["LogGroupName"])
            self.of["logs"].put_retention_policy(
                logGroupName=p["LogGroupName"], retentionInDays=int(p["RetentionInDays"])
            )

    def logs_logstream(self, name, p):
        self.of["logs"].create_log_stream(**camel(p))

    def ec2_securitygroup(self, name, p):
        group = self.of["ec2"].create_security_group(
            GroupName=name, Description=p["GroupDescription"], VpcId=self.vpc
        )
        for rule in p["SecurityGroupEgress"]:
            permission = {"IpProtocol": rule["IpProtocol"], "FromPort": int(rule["FromPort"]), "ToPort": int(rule["ToPort"])}
            if "CidrIp" in rule:
                permission["IpRanges"] = [{"CidrIp": rule["CidrIp"], "Description": rule["Description"]}]
            else:
                permission["PrefixListIds"] = [{"PrefixListId": rule["DestinationPrefixListId"]}]
            self.of["ec2"].authorize_security_group_egress(GroupId=group["GroupId"], IpPermissions=[permission])

    def iam_managedpolicy(self, name, p):
        self.of["iam"].create_policy(PolicyName=name, PolicyDocument=json.dumps(p["PolicyDocument"]))

    def iam_role(self, name, p):
        iam = self.of["iam"]
        iam.create_role(
            RoleName=name,
            Description=p["Description"],
            AssumeRolePolicyDocument=json.dumps(p["AssumeRolePolicyDocument"]),
        )
        for policy in p.get("Policies", []):
            iam.put_role_policy(
                RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=json.dumps(policy["PolicyDocument"])
            )
        for arn in p.get("ManagedPolicyArns", []):
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)

    def kinesis_stream(self, name, p):
        shards = {"ShardCount": int(p["ShardCount"])} if "ShardCount" in p else {}
        stream = {"StreamName": "logferry-" + name.lower()}
        self.of["kinesis"].create_stream(**stream, StreamModeDetails=p["StreamModeDetails"], **shards)
        self.of["kinesis"].start_stream_encryption(**stream, **p["StreamEncryption"])

    def kinesisfirehose_deliverystream(self, name, p):
        self.of["firehose"].create_delivery_stream(**p)

    def sqs_queue(self, name, p):
        attributes = {key: text(value) for key, value in p.items()}
        self.of["sqs"].create_queue(QueueName="logferry-" + name.lower(), Attributes=attributes)

    def sqs_queuepolicy(self, name, p):
        for url in self.of["sqs"].list_queues()["QueueUrls"]:
            arn = self.of["sqs"].get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            if arn in json.dumps(p["PolicyDocument"]["Statement"][0]["Resource"]):
                self.of["sqs"].set_queue_attributes(
                    QueueUrl=url, Attributes={"Policy": json.dumps(p["PolicyDocument"])}
                )

    def sns_topic(self, name, p):
        self.of["sns"].create_topic(Name=p["TopicName"])

    def sns_topicpolicy(self, name, p):
        for topic in p["Topics"]:
            self.of["sns"].set_topic_attributes(
                TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(p["PolicyDocument"])
            )

    def sns_subscription(self, name, p):
        self.of["sns"].subscribe(**p)

    def lambda_function(self, name, p):
        if p["Runtime"].startswith("java"):
            given = {
                **{key: value for key, value in p.items() if key not in ("Code", "Tags", "Layers")},
                "MemorySize": int(p["MemorySize"]),
            }
            given.pop("ReservedConcurrentExecutions")
            given["KMSKeyArn"] = given.pop("KmsKeyArn", "")
            given["VpcConfig"] = {}
            self.of["lambda"].create_function(**given, Code={"ZipFile": code()})
            self.of["lambda"].put_function_concurrency(
                FunctionName=p["FunctionName"], ReservedConcurrentExecutions=int(p["ReservedConcurrentExecutions"])
            )

    def lambda_permission(self, name, p):
        self.of["lambda"].add_permission(StatementId=name, **p)

    def lambda_eventinvokeconfig(self, name, p):
        self.of["lambda"].put_function_event_invoke_config(**p)

    def lambda_eventsourcemapping(self, name, p):
        given = {**p}
        if "ScalingConfig" in p:
            given["ScalingConfig"] = {key: int(value) for key, value in p["ScalingConfig"].items()}
        self.of["lambda"].create_event_source_mapping(**given)

    def events_rule(self, name, p):
        self.of["events"].put_rule(Name=name, EventPattern=json.dumps(p["EventPattern"]))
        self.of["events"].put_targets(Rule=name, Targets=p["Targets"])

    def scheduler_schedule(self, name, p):
        self.of["scheduler"].create_schedule(Name=name, **p)

    def logs_subscriptionfilter(self, name, p):
        self.of["logs"].put_subscription_filter(**camel(p))

    def logs_accountpolicy(self, name, p):
        self.of["logs"].put_account_policy(**camel(p))

    def cloudwatch_alarm(self, name, p):
        given = {**p, "Threshold": float(p["Threshold"])}
        self.of["cloudwatch"].put_metric_alarm(**given)

    def cloudwatch_dashboard(self, name, p):
        json.loads(p["DashboardBody"])
        self.of["cloudwatch"].put_dashboard(**p)

    def create(self, resource):
        kind = "_".join(resource["type"].lower().split("::")[1:])
        try:
            getattr(self, kind)(resource["id"].split("/")[-1], resource["properties"])
        except NotImplementedError:
            self.missing.append(resource["type"])
        except Exception as problem:
            raise Refused(f"{resource['id']}: {type(problem).__name__}: {problem}") from problem

    def state(self):
        logs, functions = self.of["logs"], self.of["lambda"]
        groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
        return {
            "buckets": [bucket["Name"] for bucket in self.of["s3"].list_buckets()["Buckets"]],
            "log groups": groups,
            "filters": {
                group: {
                    one["filterName"]: one["destinationArn"]
                    for one in logs.describe_subscription_filters(logGroupName=group)["subscriptionFilters"]
                }
                for group in groups
            },
            "mappings": [one["FunctionArn"] for one in functions.list_event_source_mappings()["EventSourceMappings"]],
            "schedules": [
                self.of["scheduler"].get_schedule(Name=one["Name"])["Target"]["Arn"]
                for one in self.of["scheduler"].list_schedules()["Schedules"]
            ],
            "alarms": [one["AlarmName"] for one in self.of["cloudwatch"].describe_alarms(MaxRecords=100)["MetricAlarms"]],
            "secrets": [one["Name"] for one in self.of["secretsmanager"].list_secrets()["SecretList"]],
            "missing in moto": self.missing,
        }


def lifecycle(p):
    rules = []
    for rule in p["LifecycleConfiguration"]["Rules"]:
        given = {"ID": rule["Id"], "Status": rule["Status"], "Filter": {"Prefix": ""}}
        given.update(only(rule, "AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration"))
        if "ExpirationInDays" in rule:
            given["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
        if "ExpiredObjectDeleteMarker" in rule:
            given["Expiration"] = {"ExpiredObjectDeleteMarker": True}
        if "NoncurrentVersionExpiration" in given:
            given["NoncurrentVersionExpiration"] = {"NoncurrentDays": rule["NoncurrentVersionExpiration"]["NoncurrentDays"]}
        rules.append(given)
    return rules


def text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value) if isinstance(value, dict) else str(value)


@mock_aws
def rehearse(given):
    account = Account()
    # What exists before: secrets, log groups, and somebody else's filter.
    for name in ("forwarder", "redrive", "ca", "redaction"):
        arn = account.of["secretsmanager"].create_secret(Name="logferry/" + name, SecretString="{}")["ARN"]
        given = given.replace(f"arn:aws:secretsmanager:eu-central-1:123456789012:secret:{name}-AbCdEf", arn)
    resources = json.loads(given)
    ours = {one["properties"].get("LogGroupName") for one in resources if one["type"] == "AWS::Logs::LogGroup"}
    subscribed = {one["properties"]["LogGroupName"] for one in resources if one["type"] == "AWS::Logs::SubscriptionFilter"}
    for group in sorted(subscribed - ours):
        account.of["logs"].create_log_group(logGroupName=group)
    if THEIRS["logGroupName"] in subscribed:
        account.of["kinesis"].create_stream(StreamName="theirs", ShardCount=1)
        arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/theirs"
        account.of["iam"].create_role(RoleName="theirs", AssumeRolePolicyDocument="{}")
        account.of["logs"].put_subscription_filter(
            **THEIRS, destinationArn=arn, roleArn="arn:aws:iam::123456789012:role/theirs"
        )
    try:
        for kind in ORDER:
            # A queue after the one that its messages end in.
            for resource in sorted(resources, key=lambda one: "RedrivePolicy" in (one["properties"] or {})):
                if resource["type"] == kind:
                    account.create(resource)
    except Refused as refused:
        return {"refused": str(refused)}
    return account.state()


def main():
    deployments = json.load(sys.stdin)
    print(json.dumps({name: rehearse(json.dumps(resources)) for name, resources in deployments.items()}, indent=1))


main()
